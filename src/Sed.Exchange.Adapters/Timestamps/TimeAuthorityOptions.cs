namespace Sed.Exchange.Adapters.Timestamps;

/// <summary>Which authorities of time are asked, and how.</summary>
public sealed record TimeAuthorityOptions
{
    /// <summary>Their addresses, asked in this order until one answers rightly.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>OID of the policy to stamp under; null: the authority's own.</summary>
    public string? Policy { get; init; }

    /// <summary>Time for one address, the second try included: an authority that hangs must not keep the next from being asked.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How far the time that an authority states may be from this machine's: further, one of the two is wrong, and nobody can tell which.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);
}
