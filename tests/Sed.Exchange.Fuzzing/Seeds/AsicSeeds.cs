using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>Signed containers as others write them, with XAdES and with CAdES.</summary>
internal static class AsicSeeds
{
    private const string Extended = "application/vnd.etsi.asic-e+zip";
    private const string Simple = "application/vnd.etsi.asic-s+zip";
    private const string Cms = "META-INF/signature.p7s";

    /// <summary>What is signed.</summary>
    public static readonly IReadOnlyList<(string Name, byte[] Content)> Files = [("letter.txt", Stand.Letter), ("приложение 1.txt", "к письму"u8.ToArray())];

    public static IEnumerable<byte[]> All()
    {
        foreach (var xades in XadesFiles())
        {
            List<(string, byte[])> entries = [("mimetype", Encoding.ASCII.GetBytes(Extended)), .. Files, ("META-INF/signatures.xml", xades)];
            yield return Archive.Store(entries);
            yield return Archive.Deflate(entries);
        }

        var manifest = Manifest();
        yield return Archive.Store([("mimetype", Encoding.ASCII.GetBytes(Extended)), .. Files, ("META-INF/ASiCManifest.xml", manifest), (Cms, Sign(manifest, Stand.Open(Stand.Leaf)))]);
        yield return Archive.Store([("mimetype", Encoding.ASCII.GetBytes(Simple)), Files[0], (Cms, Sign(Stand.Letter, Keys.Of(Suite.Gost256)))]);
        yield return Archive.Store([("mimetype", Encoding.ASCII.GetBytes(Simple)), Files[0], ("META-INF/timestamp.tst", CmsSeeds.Stamp(Stand.Letter))]);
    }

    /// <summary>Signatures files over the letters.</summary>
    public static IEnumerable<byte[]> XadesFiles()
    {
        foreach (var key in new[] { Stand.Open(Stand.Leaf), Keys.Of(Suite.Rsa) })
            yield return Xades.Sign(key, [.. Files.Select(file => new SignedReference(file.Name, key.Suite.Digest(file.Content)))], Stand.Noon);
    }

    /// <summary>An ASiC-S without the manifests in it; null: it is none, or has none.</summary>
    public static byte[]? WithoutManifests(byte[] container)
    {
        var zip = ZipReader.Read(new MemoryStream(container, writable: false), ZipRules.Foreign with { AllowBareUtf8 = true }, CancellationToken.None);
        if (zip.Fault is not null || zip.Entries.FirstOrDefault(entry => entry.Name == "mimetype") is not { } mimetype) return null;
        if (!zip.ReadAll(mimetype).AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Simple))) return null;
        var kept = zip.Entries.Where(entry => !entry.IsFolder && !entry.Name.StartsWith("META-INF/ASiC", StringComparison.Ordinal)).ToList();
        return kept.Count == zip.Entries.Count(entry => !entry.IsFolder) ? null : Archive.Store(kept.Select(entry => (entry.Name, zip.ReadAll(entry))));
    }

    private static byte[] Sign(byte[] content, SigningKey key) => DocumentSignature.Sign(new MemoryStream(content), key, Stand.Noon);

    private static byte[] Manifest()
    {
        var text = new StringBuilder("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">");
        text.Append("<asic:SigReference URI=\"").Append(Cms).Append("\"/>");
        foreach (var (name, content) in Files)
        {
            text.Append("<asic:DataObjectReference URI=\"").Append(ReferenceUri.Escape(name)).Append("\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>");
            text.Append("<ds:DigestValue>").Append(Convert.ToBase64String(SHA256.HashData(content))).Append("</ds:DigestValue></asic:DataObjectReference>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</asic:ASiCManifest>").ToString());
    }
}
