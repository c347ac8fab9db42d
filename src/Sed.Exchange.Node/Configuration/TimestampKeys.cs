using Sed.Exchange.Delivery.Stamping;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys of <c>timestamps</c>: who stamps receipts and containers, and how.</summary>
internal static class TimestampKeys
{
    private static readonly StampingOptions Stamping = new();

    /// <summary>Authorities of time.</summary>
    public static readonly ConfigurationKey<IReadOnlyList<Uri>?> Addresses = Optional(
        "timestamps.addresses",
        ValueTypes.WebAddresses,
        "Authorities of time (RFC 3161), asked in this order for stamps over receipts and containers; absent: nothing is stamped, and times are only said by nodes.");

    /// <summary>Who may stamp.</summary>
    public static readonly ConfigurationKey<string?> Trust = Optional(
        "timestamps.trust", ValueTypes.FilePath, "Folder of the certificates of authorities trusted for time-stamps; required with `timestamps.addresses`.");

    /// <summary>Policy.</summary>
    public static readonly ConfigurationKey<string?> Policy = Optional(
        "timestamps.policy", ValueTypes.ObjectIdentifier, "Policy to stamp under; absent: the authority's own.");

    /// <summary>Digest.</summary>
    public static readonly ConfigurationKey<string?> Digest = Optional(
        "timestamps.digest",
        ValueTypes.Choice("gost-3411-2012-256", "gost-3411-2012-512", "sha-256"),
        "Digest of what is stamped; absent: that of the node's key. `sha-256` for authorities that take no other.");

    /// <summary>Batches.</summary>
    public static readonly ConfigurationKey<TimeSpan> Every = Time(
        "timestamps.every", TimeSpan.FromSeconds(1), Days(1), Stamping.Every, "The longest a receipt waits for others before they are stamped together.");

    /// <summary>Batch size.</summary>
    public static readonly ConfigurationKey<long> Receipts = Count(
        "timestamps.receipts", 1, 4000, Stamping.Receipts, "Receipts in one stamp at most; every evidence file carries the whole list, 250 octets for each.");

    /// <summary>Renewal.</summary>
    public static readonly ConfigurationKey<TimeSpan> Lead = Time(
        "timestamps.lead", Days(1), Days(730), Stamping.Lead, "How long before its authority's certificate ends a stamp is renewed: longer than any outage, and than the time to find another authority.");

    /// <summary>Alarm.</summary>
    public static readonly ConfigurationKey<TimeSpan> Overdue = Time(
        "timestamps.overdue", Minutes(1), Days(30), Stamping.Overdue, "After how long a stamp that no authority gave is told to administrators.");

    /// <summary>Patience.</summary>
    public static readonly ConfigurationKey<TimeSpan> Patience = Time(
        "timestamps.patience", TimeSpan.FromSeconds(1), Minutes(5), TimeSpan.FromSeconds(15), "Time for one authority before the next is asked.");

    /// <summary>Tolerance.</summary>
    public static readonly ConfigurationKey<TimeSpan> Tolerance = Time(
        "timestamps.tolerance", TimeSpan.FromSeconds(1), Hours(1), Minutes(5), "How far the time of a stamp may be from this node's clock; further, it is not taken.");

    /// <summary>Every one of them, in the order of the documentation.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } = [Addresses, Trust, Policy, Digest, Every, Receipts, Lead, Overdue, Patience, Tolerance];
}
