namespace Sed.Exchange.Adapters.Revocation;

/// <summary>Options and limits of asking for revocation at the addresses that certificates name.</summary>
public sealed record RevocationFetchOptions
{
    /// <summary>True: addresses of this machine and of private networks are asked, too; for regions that have their authority inside.</summary>
    public bool AllowInner { get; init; }

    /// <summary>Time for one address, name look-up and redirects included, 1 second to 5 minutes: a responder that hangs must not hold a verdict.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Addresses asked for one path at most: a certificate may name thousands.</summary>
    public int Addresses { get; init; } = 12;

    /// <summary>Redirects followed at most, each through the guard again.</summary>
    public int Redirects { get; init; } = 3;

    /// <summary>How long what was fetched is used without asking again, if it does not name an earlier end itself.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a copy serves whose place does not answer, beside the end that it names itself.</summary>
    public TimeSpan Oldest { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long an address that failed is left alone: an outage is waited out by nobody twice.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Addresses remembered at most; the oldest goes.</summary>
    public int Remembered { get; init; } = 256;

    /// <summary>Whether an address is still left alone; what a clock that was ahead had put off is not waited for.</summary>
    internal bool Rests(DateTimeOffset until, DateTimeOffset now) => now < until && until - now <= (Fresh > Rest ? Fresh : Rest);
}
