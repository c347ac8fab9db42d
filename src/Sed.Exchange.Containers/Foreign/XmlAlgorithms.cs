using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Foreign;

/// <summary>
/// The algorithms of XML signatures that are judged here, by their exact identifiers (XMLDSig 1.1, RFC 6931, RFC 9215 and CryptoPro's drafts). What
/// is not in the tables is named and never passed: HMAC proves nothing to a third party, XSLT and XPath are programs.
/// </summary>
internal static class XmlAlgorithms
{
    public const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public const string Smev = "urn://smev-gov-ru/xmldsig/transform";
    public const string Base64 = "http://www.w3.org/2000/09/xmldsig#base64";
    public const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string Inclusive11 = "http://www.w3.org/2006/12/xml-c14n11";
    public const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private const string CryptoPro = "urn:ietf:params:xml:ns:cpxmlsec:algorithms:";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string More2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private const string Enc = "http://www.w3.org/2001/04/xmlenc#";

    private static readonly Dictionary<string, DigestAlgorithm> Digests = new(StringComparer.Ordinal)
    {
        [Dsig + "sha1"] = DigestAlgorithm.Sha1,
        [Enc + "sha256"] = DigestAlgorithm.Sha256,
        [More + "sha384"] = DigestAlgorithm.Sha384,
        [Enc + "sha512"] = DigestAlgorithm.Sha512,
        [CryptoPro + "gostr34112012-256"] = DigestAlgorithm.Streebog256,
        [CryptoPro + "gostr34112012-512"] = DigestAlgorithm.Streebog512,
        [CryptoPro + "gostr3411"] = DigestAlgorithm.Gost94,
        [More + "gostr3411"] = DigestAlgorithm.Gost94,
    };

    private static readonly Dictionary<string, SignatureAlgorithm> Signatures = new(StringComparer.Ordinal)
    {
        [Dsig + "rsa-sha1"] = SignatureAlgorithm.Of(SignatureKind.Rsa, DigestAlgorithm.Sha1),
        [More + "rsa-sha256"] = SignatureAlgorithm.Of(SignatureKind.Rsa, DigestAlgorithm.Sha256),
        [More + "rsa-sha384"] = SignatureAlgorithm.Of(SignatureKind.Rsa, DigestAlgorithm.Sha384),
        [More + "rsa-sha512"] = SignatureAlgorithm.Of(SignatureKind.Rsa, DigestAlgorithm.Sha512),
        [More2007 + "sha256-rsa-MGF1"] = Pss(DigestAlgorithm.Sha256, 32),
        [More2007 + "sha384-rsa-MGF1"] = Pss(DigestAlgorithm.Sha384, 48),
        [More2007 + "sha512-rsa-MGF1"] = Pss(DigestAlgorithm.Sha512, 64),
        [More + "ecdsa-sha1"] = SignatureAlgorithm.Of(SignatureKind.Ecdsa, DigestAlgorithm.Sha1),
        [More + "ecdsa-sha256"] = SignatureAlgorithm.Of(SignatureKind.Ecdsa, DigestAlgorithm.Sha256),
        [More + "ecdsa-sha384"] = SignatureAlgorithm.Of(SignatureKind.Ecdsa, DigestAlgorithm.Sha384),
        [More + "ecdsa-sha512"] = SignatureAlgorithm.Of(SignatureKind.Ecdsa, DigestAlgorithm.Sha512),
        [CryptoPro + "gostr34102012-gostr34112012-256"] = SignatureAlgorithm.Of(SignatureKind.Gost, DigestAlgorithm.Streebog256),
        [CryptoPro + "gostr34102012-gostr34112012-512"] = SignatureAlgorithm.Of(SignatureKind.Gost, DigestAlgorithm.Streebog512),
        [CryptoPro + "gostr34102001-gostr3411"] = SignatureAlgorithm.Of(SignatureKind.Gost, DigestAlgorithm.Gost94),
        [More + "gostr34102001-gostr3411"] = SignatureAlgorithm.Of(SignatureKind.Gost, DigestAlgorithm.Gost94),
    };

    // RFC 6931 section 2.3.10: one digest for everything, and a salt of its length.
    private static SignatureAlgorithm Pss(DigestAlgorithm digest, int salt) => SignatureAlgorithm.OfPss(new PssParameters(digest, digest, salt));

    /// <summary>A DigestMethod, or null when it is not supported.</summary>
    public static DigestAlgorithm? FindDigest(string uri) => Digests.GetValueOrDefault(uri);

    /// <summary>A SignatureMethod, or null when it is not supported.</summary>
    public static SignatureAlgorithm? FindSignature(string uri) => Signatures.GetValueOrDefault(uri);

    /// <summary>True for a transform that is done here.</summary>
    public static bool IsTransform(string uri) => uri is Enveloped or Base64 or Smev || FindCanonicalization(uri) is not null;

    /// <summary>A canonicalisation and whether it keeps comments; null when it is none of those known.</summary>
    public static (string Uri, bool Comments)? FindCanonicalization(string uri) => uri switch
    {
        Inclusive or Inclusive11 or Exclusive => (uri, false),
        Inclusive + "#WithComments" => (Inclusive, true),
        Inclusive11 + "#WithComments" => (Inclusive11, true),
        Exclusive + "WithComments" => (Exclusive, true),
        _ => null,
    };
}
