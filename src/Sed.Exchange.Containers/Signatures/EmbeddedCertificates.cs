using System.Formats.Asn1;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// Certificates that long-term forms keep among what is not signed: those of the path, and with some writers the signer's. Trusted in nothing; what is
/// malformed among them is left out.
/// </summary>
internal static class EmbeddedCertificates
{
    private const int Most = 64;

    /// <summary>Of one signer of a CMS: certificate-values (EN 319 122-1 annex A.1.1.2).</summary>
    public static IReadOnlyList<Certificate> Of(CmsSigner signer)
    {
        var found = new List<Certificate>();
        foreach (var value in signer.Unsigned.Where(attribute => attribute.Oid == CmsOids.CertificateValues).SelectMany(attribute => attribute.Values))
        {
            try
            {
                var list = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
                while (list.HasData && found.Count < Most)
                {
                    if (Certificate.Parse(list.ReadEncodedValue().Span) is { } certificate) found.Add(certificate);
                }
            }
            catch (AsnContentException)
            {
                // What was read until here counts.
            }
        }

        return found;
    }

    /// <summary>Of an XML signature: CertificateValues of XAdES (EN 319 132-1 section 5.4.1).</summary>
    public static IReadOnlyList<Certificate> Of(XmlSignature signature) =>
    [
        .. signature.Objects
            .SelectMany(XmlTree.Elements)
            .Where(element => XadesBinding.IsXades(element, "EncapsulatedX509Certificate"))
            .Take(Most)
            .Select(Read)
            .OfType<Certificate>(),
    ];

    private static Certificate? Read(System.Xml.XmlElement element)
    {
        try
        {
            return Certificate.Parse(XmlSignature.Base64(element));
        }
        catch (FormatException)
        {
            // No base64: nothing is carried.
            return null;
        }
    }
}
