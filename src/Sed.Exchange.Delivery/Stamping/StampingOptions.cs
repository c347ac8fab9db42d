using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Stamping;

/// <summary>Options of stamping; ranges are checked by the configuration of the node.</summary>
public sealed record StampingOptions
{
    /// <summary>The longest a receipt waits for others before they are stamped together.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Receipts in one stamp at most; as many do not wait for more. Every evidence file carries the whole list: 250 octets for each.</summary>
    public int Receipts { get; init; } = 500;

    /// <summary>Stamps renewed together at most.</summary>
    public int Renewed { get; init; } = 250;

    /// <summary>Whose digest manifests and imprints have; null: that of the node's own key. An authority that takes only SHA-256 needs a suite that has it.</summary>
    public Suite? Suite { get; init; }

    /// <summary>How long before a token ends another is made over it: longer than any outage of the authority, and than the time to find a new one.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The longest pause between attempts at a token.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After how long a token that is still owed is told to administrators.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromDays(1);
}
