using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// A folder of what is trusted: certificates (<c>.pem</c>, <c>.crt</c>, <c>.cer</c>, <c>.der</c>; several per PEM file) and, for
/// <c>sedx verify</c>, a directory (<c>.asics</c>). Self-issued certificates and the others alike are anchors: who puts a certificate here trusts it.
/// </summary>
/// <param name="Anchors">The certificates.</param>
/// <param name="Directories">Directory files, newest name last.</param>
public sealed record TrustFolder(TrustAnchors Anchors, IReadOnlyList<string> Directories)
{
    private static readonly string[] CertificateFiles = [".pem", ".crt", ".cer", ".der"];

    /// <summary>Reads a folder, not its subfolders.</summary>
    /// <exception cref="TrustFolderException">It cannot be read; names the file.</exception>
    public static TrustFolder Open(string folder)
    {
        var anchors = new List<Certificate>();
        var directories = new List<string>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                var ending = Path.GetExtension(file).ToLowerInvariant();
                if (ending == ".asics") directories.Add(file);
                else if (CertificateFiles.Contains(ending)) anchors.AddRange(ReadCertificates(file));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new TrustFolderException(unreadable.Message, unreadable);
        }

        return new TrustFolder(new TrustAnchors(anchors, []), directories);
    }

    private static List<Certificate> ReadCertificates(string file)
    {
        var content = File.ReadAllBytes(file);
        // A certificate in DER starts with a SEQUENCE, which no text does.
        if (content is [0x30, ..]) return [Certificate.Parse(content) ?? throw new TrustFolderException($"{file}: not a certificate.")];
        var found = new List<Certificate>();
        var rest = Encoding.Latin1.GetString(content).AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            if (rest[block.Label] is "CERTIFICATE")
            {
                var der = Convert.FromBase64String(rest[block.Base64Data].ToString());
                found.Add(Certificate.Parse(der) ?? throw new TrustFolderException($"{file}: certificate {found.Count + 1} is not one."));
            }

            rest = rest[block.Location.End..];
        }

        return found.Count > 0 ? found : throw new TrustFolderException($"{file}: no certificate in it.");
    }
}
