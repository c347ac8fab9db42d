using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Delivery;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Keys about what officials' signatures are judged by besides the trust folder, and about the evidence that is gathered of it.</summary>
public static class EvidenceKeys
{
    private static readonly DeliveryOptions Delivery = new();
    private static readonly RevocationFetchOptions Revocation = new();

    /// <summary>Imported lists of accredited authorities.</summary>
    public static readonly ConfigurationKey<string?> TrustList = Optional(
        "trust.list", ValueTypes.FilePath, "Folder of imported lists of accredited authorities (`sedx trust import`); the highest version is in force from the next start; absent: whether an authority was accredited cannot be told.");

    /// <summary>Who signs them.</summary>
    public static readonly ConfigurationKey<string?> TrustListSigner = Optional(
        "trust.listSigner", ValueTypes.FilePath, "Certificate, PEM or DER, that must have signed such a list, told out of band.");

    /// <summary>Hosts of issuers' certificates.</summary>
    public static readonly ConfigurationKey<IReadOnlyList<string>?> TrustAia = Optional(
        "trust.aia",
        ValueTypes.HostNames,
        "Hosts at which certificates of issuers may be asked for that a signature left out, when certificates name them (authorityInfoAccess); what comes is trusted in nothing. Absent: nobody is asked.");

    /// <summary>Questions about revocation.</summary>
    public static readonly ConfigurationKey<string?> RevocationFetch = Standard(
        "revocation.fetch",
        ValueTypes.Choice("off", "public", "any"),
        "public",
        "public",
        "Whether lists and OCSP answers are asked for at the addresses that certificates of trusted paths name, for evidence, beside the mail: not at all; at addresses of the public network only; at inner ones too, for regions that have their authority inside.");

    /// <summary>Patience with them.</summary>
    public static readonly ConfigurationKey<TimeSpan> RevocationPatience = Time(
        "revocation.patience", TimeSpan.FromSeconds(1), Minutes(5), Revocation.Patience, "Time for one address, name look-up and redirects included.");

    /// <summary>Freshness.</summary>
    public static readonly ConfigurationKey<TimeSpan> RevocationFresh = Time(
        "revocation.fresh", TimeSpan.Zero, Days(7), Revocation.Fresh, "How long what came is used without asking again, unless it names an earlier end itself.");

    /// <summary>Staleness.</summary>
    public static readonly ConfigurationKey<TimeSpan> RevocationOldest = Time(
        "revocation.oldest", Hours(1), Days(365), Revocation.Oldest, "How long a copy serves whose place does not answer; its own end counts besides.");

    /// <summary>Rest.</summary>
    public static readonly ConfigurationKey<TimeSpan> RevocationRest = Time(
        "revocation.rest", TimeSpan.FromSeconds(1), Days(1), Revocation.Rest, "How long an address that failed is left alone.");

    /// <summary>Copies.</summary>
    public static readonly ConfigurationKey<long> RevocationCache = Count(
        "revocation.cacheBytes", 0, 1L << 40, 512L * 1024 * 1024, "Octets of copies of lists and answers in the data folder, over restarts; the oldest go. 0 keeps none.");

    /// <summary>Captures at once.</summary>
    public static readonly ConfigurationKey<long> CapturesAtOnce = Count(
        "capture.atOnce", 1, 32, Delivery.CapturesAtOnce, "Containers whose evidence is gathered at once, beside the mail.");

    /// <summary>Patience with one capture.</summary>
    public static readonly ConfigurationKey<TimeSpan> CapturePatience = Time(
        "capture.patience", TimeSpan.FromSeconds(1), Hours(1), Delivery.CapturePatience, "Time for one attempt to gather the evidence of one container; a large one is given a second more for each 2 MB.");

    /// <summary>Longest pause.</summary>
    public static readonly ConfigurationKey<TimeSpan> CapturePause = Time(
        "capture.longestPause", TimeSpan.FromSeconds(1), Days(1), Delivery.CapturePause, "Longest pause between attempts to gather what is missing.");

    /// <summary>Alarm.</summary>
    public static readonly ConfigurationKey<TimeSpan> CaptureAlarm = Time(
        "capture.alarm", Minutes(1), Days(30), Delivery.CaptureAlarm, "How long evidence may be owed before there is an alarm.");

    /// <summary>End of looking.</summary>
    public static readonly ConfigurationKey<TimeSpan> CaptureGiveUp = Time(
        "capture.giveUp", Days(31), Days(3653), Delivery.CaptureGiveUp, "How long evidence is looked for. What could not be had by then says so for good, and its mail may be purged.");

    /// <summary>All of them, in the order of the document.</summary>
    internal static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        TrustList, TrustListSigner, TrustAia,
        RevocationFetch, RevocationPatience, RevocationFresh, RevocationOldest, RevocationRest, RevocationCache,
        CapturesAtOnce, CapturePatience, CapturePause, CaptureAlarm, CaptureGiveUp,
    ];
}
