using System.Text;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>Which entry of a container plays which part (EN 319 162-1 sections 4.3, 4.4, annex A; OpenDocument 1.2 part 3).</summary>
internal sealed class AsicLayout
{
    private const string Meta = "META-INF/";
    private const string MimetypeEntry = "mimetype";
    private const int LongestMimetype = 256;

    public AsicLayout(ZipReading zip)
    {
        var files = zip.Entries.Where(entry => !entry.IsFolder).ToList();
        Mimetype = files.Find(entry => entry.Name == MimetypeEntry) is { } mimetype ? ReadMimetype(zip, mimetype) : null;
        Kind = KindOf(Mimetype);
        Data = [.. files.Where(entry => entry.Name != MimetypeEntry && !entry.Name.StartsWith(Meta, StringComparison.Ordinal))];
        foreach (var entry in files.Where(entry => entry.Name.StartsWith(Meta, StringComparison.Ordinal))) PartOf(entry).Add(entry);
    }

    /// <summary>The text of mimetype without white space around it; null: there is no such entry.</summary>
    public string? Mimetype { get; }

    public AsicKind Kind { get; }

    /// <summary>What is to be signed: every file outside of META-INF but mimetype.</summary>
    public IReadOnlyList<ZipEntry> Data { get; }

    /// <summary>XML signatures.</summary>
    public List<ZipEntry> XmlSignatures { get; } = [];

    /// <summary>CMS signatures.</summary>
    public List<ZipEntry> CmsSignatures { get; } = [];

    /// <summary>Manifests that bind entries to a signature, a time-stamp or an evidence record.</summary>
    public List<ZipEntry> Manifests { get; } = [];

    /// <summary>Time-stamp tokens.</summary>
    public List<ZipEntry> Timestamps { get; } = [];

    /// <summary>Evidence records (RFC 4998, RFC 6283).</summary>
    public List<ZipEntry> EvidenceRecords { get; } = [];

    /// <summary>META-INF/manifest.xml: media types of entries.</summary>
    public List<ZipEntry> MediaTypes { get; } = [];

    private List<ZipEntry> Unknown { get; } = [];

    private List<ZipEntry> PartOf(ZipEntry entry)
    {
        var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..].ToLowerInvariant();
        if (entry.Name == Meta + "manifest.xml") return MediaTypes;
        if (name.EndsWith(".p7s", StringComparison.Ordinal) || name.EndsWith(".p7m", StringComparison.Ordinal)) return CmsSignatures;
        if (name.EndsWith(".tst", StringComparison.Ordinal)) return Timestamps;
        if (name.EndsWith(".ers", StringComparison.Ordinal)) return EvidenceRecords;
        if (!name.EndsWith(".xml", StringComparison.Ordinal)) return Unknown;
        if (name.StartsWith("asic", StringComparison.Ordinal) && name.Contains("manifest", StringComparison.Ordinal)) return Manifests;
        if (name.Contains("evidencerecord", StringComparison.Ordinal)) return EvidenceRecords;
        return name.Contains("signature", StringComparison.Ordinal) ? XmlSignatures : Unknown;
    }

    // Editors leave a byte order mark or a line end; what is said is the same.
    private static string ReadMimetype(ZipReading zip, ZipEntry entry) => entry.Size > LongestMimetype
        ? "…"
        : Encoding.Latin1.GetString(zip.ReadAll(entry)).TrimStart('\u00EF', '\u00BB', '\u00BF').Trim(' ', '\r', '\n', '\t');

    private static AsicKind KindOf(string? mimetype) => mimetype switch
    {
        null => AsicKind.Unsaid,
        "application/vnd.etsi.asic-s+zip" => AsicKind.Simple,
        "application/vnd.etsi.asic-e+zip" => AsicKind.Extended,
        _ when mimetype.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal) => AsicKind.OpenDocument,
        _ when mimetype.StartsWith("application/vnd.", StringComparison.Ordinal) && mimetype.All(character => character is > ' ' and <= '~') => AsicKind.Foreign,
        _ => AsicKind.Other,
    };
}
