using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign.Asic;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Foreign;

/// <summary>Signed containers as others write them.</summary>
internal static class Asic
{
    public const string Extended = "application/vnd.etsi.asic-e+zip";
    public const string Simple = "application/vnd.etsi.asic-s+zip";
    public const string Manifest = "META-INF/ASiCManifest.xml";
    public const string Cms = "META-INF/signature.p7s";
    public const string Xml = "META-INF/signatures.xml";

    /// <summary>Two letters under one signature: XAdES over the files, or CAdES over a manifest of them.</summary>
    public static List<(string Name, byte[] Content)> Letters(bool cades)
    {
        List<(string Name, byte[] Content)> files = [("letter.txt", "Прошу"u8.ToArray()), ("приложение 1.txt", "к письму"u8.ToArray())];
        List<(string Name, byte[] Content)> all = [("mimetype", Encoding.ASCII.GetBytes(Extended)), .. files];
        if (cades)
        {
            var manifest = ManifestOf(Cms, files);
            return [.. all, (Manifest, manifest), (Cms, Sign(manifest))];
        }

        return [.. all, (Xml, SignXml(files))];
    }

    /// <summary>ASiC-S: one file and a signature over it.</summary>
    public static List<(string Name, byte[] Content)> Letter() =>
        [("mimetype", Encoding.ASCII.GetBytes(Simple)), ("letter.txt", "Прошу"u8.ToArray()), (Cms, Sign("Прошу"u8.ToArray()))];

    public static byte[] ManifestOf(string signature, IEnumerable<(string Name, byte[] Content)> files)
    {
        var text = new StringBuilder("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">");
        text.Append($"<asic:SigReference URI=\"{signature}\"/>");
        foreach (var (name, content) in files)
        {
            text.Append($"<asic:DataObjectReference URI=\"{ReferenceUri.Escape(name)}\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>");
            text.Append($"<ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(content))}</ds:DigestValue></asic:DataObjectReference>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</asic:ASiCManifest>").ToString());
    }

    public static byte[] Sign(byte[] content) => DocumentSignature.Sign(new MemoryStream(content), Authorities.SealKey(Suite.Gost256), Authorities.Noon);

    public static byte[] SignXml(IEnumerable<(string Name, byte[] Content)> files) =>
        Xades.Sign(Authorities.SealKey(Suite.Ecdsa), [.. files.Select(file => new SignedReference(file.Name, Suite.Ecdsa.Digest(file.Content)))], Authorities.Noon);

    /// <summary>Compressed, as ordinary packers write.</summary>
    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var octets = new MemoryStream();
        using (var zip = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return octets.ToArray();
    }

    public static Verdict Judge(IEnumerable<(string Name, byte[] Content)> entries, PathQuestion? question = null) => Judge(Zip(entries), question);

    public static Verdict Judge(byte[] octets, PathQuestion? question = null) => ForeignContainer.Verify(
        new MemoryStream(octets), new ForeignContainerRequest { Question = question ?? new PathQuestion { At = Authorities.Noon, IsAsked = false } }, CancellationToken.None);

    /// <summary>The same with one entry's octets changed.</summary>
    public static List<(string Name, byte[] Content)> With(this IEnumerable<(string Name, byte[] Content)> entries, string name, Func<byte[], byte[]> change) =>
        [.. entries.Select(entry => entry.Name == name ? (name, change(entry.Content)) : entry)];

    /// <summary>The same without an entry.</summary>
    public static List<(string Name, byte[] Content)> Without(this IEnumerable<(string Name, byte[] Content)> entries, string name) => [.. entries.Where(entry => entry.Name != name)];

    /// <summary>The octets of an entry.</summary>
    public static byte[] Of(this IEnumerable<(string Name, byte[] Content)> entries, string name) => entries.Single(entry => entry.Name == name).Content;
}
