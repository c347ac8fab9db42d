using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using System.Xml;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>
/// Writes XAdES baseline B (EN 319 132-1 section 6) over detached objects. SignedInfo is composed here, not by SignedXml,
/// whose references cannot name an object by its digest alone.
/// </summary>
internal sealed class XadesWriter(SigningKey key, IReadOnlyList<SignedReference> references, DateTimeOffset signingTime)
{
    private const string SignatureId = "signature";
    private const string PropertiesId = "signed-properties";

    // The signature covers octets whatever they mean; media types are the manifest's business, but level B wants one per object.
    private const string MediaType = "application/octet-stream";

    private readonly SuiteIdentifiers _identifiers = key.Suite.Identifiers;

    public byte[] Write()
    {
        var properties = Properties();
        var skeleton = Document("<ds:SignedInfo/>", "", properties);
        var propertiesDigest = key.Suite.Digest(Canonical(skeleton, "SignedProperties", XadesNames.Xades));

        var signedInfo = SignedInfo(propertiesDigest);
        var toBeSigned = Canonical(Document(signedInfo, "", properties), "SignedInfo", XadesNames.Ds);
        var value = key.SignDigest(key.Suite.Digest(toBeSigned).Value);
        return Encoding.UTF8.GetBytes(Document(signedInfo, Convert.ToBase64String(value), properties));
    }

    private static byte[] Canonical(string text, string element, string ns)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(text);
        return CanonicalXml.Of((XmlElement)document.GetElementsByTagName(element, ns)[0]!);
    }

    private string Document(string signedInfo, string signatureValue, string properties)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<asic:XAdESSignatures xmlns:asic=\"{XadesNames.Asic}\">");
        text.Append(CultureInfo.InvariantCulture, $"<ds:Signature xmlns:ds=\"{XadesNames.Ds}\" Id=\"{SignatureId}\">");
        text.Append(signedInfo);
        text.Append(CultureInfo.InvariantCulture, $"<ds:SignatureValue>{signatureValue}</ds:SignatureValue>");
        text.Append("<ds:KeyInfo><ds:X509Data>");
        foreach (var certificate in key.Chain.Prepend(key.Certificate))
        {
            text.Append(CultureInfo.InvariantCulture, $"<ds:X509Certificate>{Convert.ToBase64String(certificate.Der)}</ds:X509Certificate>");
        }

        text.Append("</ds:X509Data></ds:KeyInfo><ds:Object>");
        text.Append(CultureInfo.InvariantCulture, $"<xades:QualifyingProperties xmlns:xades=\"{XadesNames.Xades}\" Target=\"#{SignatureId}\">");
        text.Append(properties);
        return text.Append("</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>").ToString();
    }

    private string SignedInfo(DigestValue propertiesDigest)
    {
        var text = new StringBuilder("<ds:SignedInfo>");
        text.Append(CultureInfo.InvariantCulture, $"<ds:CanonicalizationMethod Algorithm=\"{XadesNames.ExclusiveCanonicalization}\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<ds:SignatureMethod Algorithm=\"{_identifiers.XmlSignature}\"/>");
        for (var index = 0; index < references.Count; index++)
        {
            var reference = references[index];
            text.Append(CultureInfo.InvariantCulture, $"<ds:Reference Id=\"reference-{index + 1}\" URI=\"{ReferenceUri.Escape(reference.Uri)}\">");
            text.Append(Digest(reference.Digest)).Append("</ds:Reference>");
        }

        text.Append(CultureInfo.InvariantCulture, $"<ds:Reference Type=\"{XadesNames.SignedPropertiesType}\" URI=\"#{PropertiesId}\">");
        text.Append(CultureInfo.InvariantCulture, $"<ds:Transforms><ds:Transform Algorithm=\"{XadesNames.ExclusiveCanonicalization}\"/></ds:Transforms>");
        return text.Append(Digest(propertiesDigest)).Append("</ds:Reference></ds:SignedInfo>").ToString();
    }

    private string Properties()
    {
        var issuerSerial = new AsnWriter(AsnEncodingRules.DER);
        IssuerSerial.Write(issuerSerial, key.Certificate);
        var time = signingTime.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<xades:SignedProperties Id=\"{PropertiesId}\"><xades:SignedSignatureProperties>");
        text.Append(CultureInfo.InvariantCulture, $"<xades:SigningTime>{time}</xades:SigningTime>");
        text.Append("<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>").Append(Digest(key.Suite.Digest(key.Certificate.Der))).Append("</xades:CertDigest>");
        text.Append(CultureInfo.InvariantCulture, $"<xades:IssuerSerialV2>{Convert.ToBase64String(issuerSerial.Encode())}</xades:IssuerSerialV2>");
        text.Append("</xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties>");
        for (var index = 0; index < references.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<xades:DataObjectFormat ObjectReference=\"#reference-{index + 1}\">");
            text.Append(CultureInfo.InvariantCulture, $"<xades:MimeType>{MediaType}</xades:MimeType></xades:DataObjectFormat>");
        }

        return text.Append("</xades:SignedDataObjectProperties></xades:SignedProperties>").ToString();
    }

    private string Digest(DigestValue digest) =>
        $"<ds:DigestMethod Algorithm=\"{_identifiers.XmlDigest}\"/><ds:DigestValue>{Convert.ToBase64String(digest.Value)}</ds:DigestValue>";
}
