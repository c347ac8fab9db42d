using System.Formats.Asn1;
using Sed.Exchange.Containers.Signatures;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>Files that hold certificates: one in DER, any number in PEM, or a PKCS#7 bundle (.p7b, DER or PEM).</summary>
public static class CertificateBundle
{
    /// <summary>The certificates of a file in their order, each once; null when it holds none or a malformed one.</summary>
    public static IReadOnlyList<Certificate>? Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return null;
        var certificates = file[0] == 0x30 ? ReadDer(file) : ReadPem(file);
        return certificates.Count == 0 || certificates.Contains(null) ? null : [.. certificates.OfType<Certificate>().Distinct()];
    }

    private static List<Certificate?> ReadPem(ReadOnlySpan<byte> file)
    {
        var certificates = PemBlocks.Read(file, "CERTIFICATE").Select(block => Certificate.Parse(block)).ToList();
        certificates.AddRange(PemBlocks.Read(file, "PKCS7", "CMS").SelectMany(block => ReadDer(block)));
        return certificates;
    }

    private static List<Certificate?> ReadDer(ReadOnlySpan<byte> file)
    {
        if (Certificate.Parse(file) is { } single) return [single];
        try
        {
            return [.. CmsFile.Read(file.ToArray(), AsnEncodingRules.BER).Certificates];
        }
        catch (AsnContentException)
        {
            return [null];
        }
    }
}
