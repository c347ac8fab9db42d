using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// The keys that a KeyInfo offers: certificates it carries, or a bare key. Names of keys, retrieval methods and the like are not followed. Nothing of
/// it is signed: which key counts is shown by the signature's value, and whose it is by the path.
/// </summary>
internal static class XmlSigner
{
    private const int MostCertificates = 32;
    private const string Dsig11 = "http://www.w3.org/2009/xmldsig11#";
    private const string Rfc4050 = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string OidScheme = "urn:oid:";
    private const int LongestNumber = 200;

    /// <summary>Certificates in KeyInfo, in order, each once: a signature is tried with each. Malformed ones are left out.</summary>
    public static IReadOnlyList<Certificate> Certificates(XmlElement? keyInfo) => keyInfo is null ? [] :
    [
        .. XmlTree.Children(keyInfo)
            .Where(child => XmlTree.Is(child, XadesNames.Ds, "X509Data"))
            .SelectMany(XmlTree.Children)
            .Where(child => XmlTree.Is(child, XadesNames.Ds, "X509Certificate"))
            .Take(MostCertificates)
            .Select(element => Octets(element) is { } der ? Certificate.Parse(der) : null)
            .OfType<Certificate>()
            .Distinct(),
    ];

    /// <summary>The bare key in KeyInfo; null: there is none that is supported.</summary>
    public static SubjectKey? BareKey(XmlElement? keyInfo)
    {
        if (keyInfo is null) return null;
        foreach (var child in XmlTree.Children(keyInfo))
        {
            if (XmlTree.Is(child, Dsig11, "DEREncodedKeyValue") && Octets(child) is { } der) return SubjectKey.Read(der);
            if (!XmlTree.Is(child, XadesNames.Ds, "KeyValue") || XmlTree.Children(child).FirstOrDefault() is not { } value) continue;
            if (XmlTree.Is(value, XadesNames.Ds, "RSAKeyValue")) return Rsa(value);
            if (XmlTree.Is(value, Dsig11, "ECKeyValue")) return Ec(value);
            if (XmlTree.Is(value, Rfc4050, "ECDSAKeyValue")) return EcOfCoordinates(value);
        }

        return null;
    }

    /// <summary>The first form of a key in KeyInfo that is not followed here, by name; null: it offers none.</summary>
    public static string? Unfollowed(XmlElement? keyInfo)
    {
        if (keyInfo is null) return null;
        foreach (var child in XmlTree.Children(keyInfo))
        {
            if (XmlTree.Is(child, XadesNames.Ds, "KeyValue") && XmlTree.Children(child).FirstOrDefault() is { } value) return value.LocalName;
            if (!XmlTree.Is(child, XadesNames.Ds, "KeyName") && !XmlTree.Is(child, XadesNames.Ds, "X509Data")) return child.LocalName;
        }

        return null;
    }

    private static SubjectKey? Rsa(XmlElement value)
    {
        if (Part(value, XadesNames.Ds, "Modulus") is not { Length: > 0 } modulus || Part(value, XadesNames.Ds, "Exponent") is not { Length: > 0 } exponent) return null;
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(new BigInteger(modulus, isUnsigned: true, isBigEndian: true));
            key.WriteInteger(new BigInteger(exponent, isUnsigned: true, isBigEndian: true));
        }

        return Wrap("1.2.840.113549.1.1.1", null, key.Encode());
    }

    private static SubjectKey? Ec(XmlElement value)
    {
        var curve = XmlTree.Children(value).FirstOrDefault(child => XmlTree.Is(child, Dsig11, "NamedCurve"))?.GetAttribute("URI");
        if (curve?.StartsWith(OidScheme, StringComparison.Ordinal) != true || Part(value, Dsig11, "PublicKey") is not { } point) return null;
        return Wrap("1.2.840.10045.2.1", curve[OidScheme.Length..], point);
    }

    // RFC 4050: the coordinates as decimal numbers.
    private static SubjectKey? EcOfCoordinates(XmlElement value)
    {
        var curve = Child(Child(value, "DomainParameters"), "NamedCurve")?.GetAttribute("URN");
        var point = Child(value, "PublicKey");
        if (curve?.StartsWith(OidScheme, StringComparison.Ordinal) != true || Number(Child(point, "X")) is not { } x || Number(Child(point, "Y")) is not { } y) return null;
        var oid = curve[OidScheme.Length..];
        var length = EcdsaSuite.CoordinateLength(oid) ?? Math.Max(x.Length, y.Length);
        if (x.Length > length || y.Length > length) return null;
        return Wrap("1.2.840.10045.2.1", oid, [4, .. new byte[length - x.Length], .. x, .. new byte[length - y.Length], .. y]);

        static XmlElement? Child(XmlElement? parent, string name) => parent is null ? null : XmlTree.Children(parent).FirstOrDefault(child => XmlTree.Is(child, Rfc4050, name));

        static byte[]? Number(XmlElement? element) => element?.GetAttribute("Value") is { Length: > 0 and < LongestNumber } text && text.All(char.IsAsciiDigit)
            ? BigInteger.Parse(text, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true)
            : null;
    }

    private static SubjectKey? Wrap(string algorithm, string? curve, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        try
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                    if (curve is null) writer.WriteNull();
                    else writer.WriteObjectIdentifier(curve);
                }

                writer.WriteBitString(key);
            }
        }
        catch (ArgumentException)
        {
            // The curve's name is no object identifier.
            return null;
        }

        return SubjectKey.Read(writer.Encode());
    }

    private static byte[]? Part(XmlElement value, string space, string name) =>
        XmlTree.Children(value).FirstOrDefault(child => XmlTree.Is(child, space, name)) is { } element ? Octets(element) : null;

    private static byte[]? Octets(XmlElement element)
    {
        try
        {
            return XmlSignature.Base64(element);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
