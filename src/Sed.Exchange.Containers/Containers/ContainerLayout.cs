using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Containers;

/// <summary>The closed list of entries of a transport container, in their one order (ASiC-E, ETSI EN 319 162-1; DESIGN 3.1).</summary>
internal static class ContainerLayout
{
    public const string MimetypeEntry = "mimetype";
    public const string Mimetype = "application/vnd.etsi.asic-e+zip";
    public const string EnvelopeEntry = "envelope.xml";
    public const string ManifestEntry = "META-INF/manifest.xml";
    public const string AsicManifestEntry = "META-INF/ASiCManifest.xml";
    public const string CadesEntry = "META-INF/signature.p7s";
    public const string XadesEntry = "META-INF/signatures.xml";

    /// <summary>Entries after the contents, for a signature of this format.</summary>
    public static IReadOnlyList<string> TailFor(SignatureFormat format) => format == SignatureFormat.Cades
        ? [EnvelopeEntry, ManifestEntry, AsicManifestEntry, CadesEntry]
        : [EnvelopeEntry, ManifestEntry, XadesEntry];
}
