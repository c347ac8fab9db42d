namespace Sed.Exchange.Containers.Evidence;

/// <summary>Entries of an evidence file, version 1.</summary>
internal static class EvidenceLayout
{
    public const string Container = "container.asice";
    public const string Verdict = "verdict.json";
    public const string Timeline = "timeline.json";
    public const string Guide = "VERIFY.txt";
    public const string Receipts = "receipts/";
    public const string Certificates = "certificates/";
    public const string Directories = "directory/";
    public const string Proofs = "proof/";
    public const string Chains = "chains/";
    public const string Revocation = "revocation/";
    public const string Timestamps = "timestamps/";
    public const string Captured = "captured/";
    public const string Capture = "capture.json";
    public const string OpensslConfiguration = "proof/openssl-gost.cnf";

    /// <summary>What makes Debian's openssl load its GOST engine (package libengine-gost-openssl).</summary>
    public const string OpensslGost = """
        openssl_conf = openssl_init

        [openssl_init]
        engines = engines

        [engines]
        gost = gost

        [gost]
        engine_id = gost
        default_algorithms = ALL

        """;

    /// <summary>Entries that stand alone.</summary>
    public static IReadOnlyList<string> Single => [Container, Verdict, Timeline, Guide];

    /// <summary>Folders of what was gathered beside what was exchanged.</summary>
    public static IReadOnlyList<string> CaptureFolders => [Chains, Revocation, Captured];

    /// <summary>Folders whose entries are as many as there are parts.</summary>
    public static IReadOnlyList<string> Folders => [Receipts, Certificates, Directories, Proofs, Timestamps, .. CaptureFolders];
}
