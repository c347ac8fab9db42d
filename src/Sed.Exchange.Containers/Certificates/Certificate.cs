using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;
using Sed.Exchange.Containers.Authority;
using X509Certificate = Org.BouncyCastle.X509.X509Certificate;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>
/// An X.509 certificate, kept byte for byte, whose public key may be of any suite, GOST keys without digestParamSet
/// included (RFC 9215 section 4.2).
/// </summary>
public sealed class Certificate : IEquatable<Certificate>
{
    /// <summary>Octets of a certificate in DER; the largest seen in the field have 8 KB. Stops parsers from being fed a disk.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxPemBytes = 2 * MaxBytes;

    private readonly byte[] _der;
    private readonly CertificateFields _fields;

    private Certificate(byte[] der, CertificateFields fields)
    {
        _der = der;
        _fields = fields;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(der));
        Parsed = new ParsedCertificate(der, this);
        Key = new SubjectKey(fields.SubjectPublicKeyInfo, fields.KeyAlgorithm, fields.KeyParameterOid);
    }

    /// <summary>The certificate's octets.</summary>
    public ReadOnlySpan<byte> Der => _der;

    /// <summary>SHA-256 of the octets, lower-case hexadecimal.</summary>
    public string Thumbprint { get; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal: what the directory pins TLS keys by.</summary>
    public string PublicKeyPin => Convert.ToHexStringLower(SHA256.HashData(SubjectPublicKeyInfo));

    /// <summary>
    /// The subject as RFC 4514 writes it, most specific first, with the short names of Russian practice (OGRN, INN, INNLE).
    /// The digits of СНИЛС are replaced by asterisks: this text goes to verdicts and pages.
    /// </summary>
    public string Subject => _fields.Subject.ToString();

    /// <summary>The issuer, written like <see cref="Subject"/>.</summary>
    public string Issuer => _fields.Issuer.ToString();

    /// <summary>Serial number, lower-case hexadecimal digits in pairs.</summary>
    public string Serial => Convert.ToHexStringLower(SerialNumber.ToByteArray(isBigEndian: true, isUnsigned: SerialNumber.Sign >= 0));

    /// <summary>First second of validity.</summary>
    public DateTimeOffset NotBefore => _fields.NotBefore;

    /// <summary>Last second of validity.</summary>
    public DateTimeOffset NotAfter => _fields.NotAfter;

    /// <summary>CN of the subject, or null.</summary>
    public string? CommonName => _fields.Subject.Find("2.5.4.3");

    /// <summary>O of the subject, or null.</summary>
    public string? Organisation => _fields.Subject.Find("2.5.4.10");

    /// <summary>ОГРН (13 digits) as the subject has it, else as a directory name of subjectAltName does, or null.</summary>
    public string? Ogrn => _fields.Subject.Find(DistinguishedName.OgrnOid) ?? CertificateNumbers.Read(this).Ogrn;

    /// <summary>
    /// ИНН: of the legal entity (10 digits) when the certificate names one, in its own attribute or padded with 00 as older
    /// authorities write it; else of the person (12 digits); else null.
    /// </summary>
    public string? Inn => _fields.Subject.Find(DistinguishedName.InnLegalEntityOid) ?? _fields.Subject.Find(DistinguishedName.InnOid) switch
    {
        { Length: 12 } padded when padded.StartsWith("00", StringComparison.Ordinal) => padded[2..],
        var plain => plain ?? CertificateNumbers.Read(this).Inn,
    };

    /// <summary>СНИЛС of the person, or null. Personal data: compare it, never log, show or send it.</summary>
    public string? Snils => _fields.Subject.Find(DistinguishedName.SnilsOid);

    /// <summary>Key usage, or null when the certificate does not restrict it.</summary>
    public X509KeyUsageFlags? KeyUsage => _fields.KeyUsage;

    /// <summary>True when subject and issuer are the same name.</summary>
    public bool IsSelfIssued => _fields.Subject.Equals(_fields.Issuer);

    /// <summary>BouncyCastle's view; its public key decodes GOST keys of every legal form.</summary>
    internal X509Certificate Parsed { get; }

    /// <summary>Name, extensions and octet ranges.</summary>
    internal CertificateFields Fields => _fields;

    internal BigInteger SerialNumber => new(_fields.Serial.Span, isUnsigned: false, isBigEndian: true);

    /// <summary>The public key.</summary>
    internal SubjectKey Key { get; }

    internal ReadOnlySpan<byte> SubjectPublicKeyInfo => _fields.SubjectPublicKeyInfo.Span;

    /// <summary>OID of the key's algorithm.</summary>
    internal string KeyAlgorithm => _fields.KeyAlgorithm;

    /// <summary>OID of the named curve; null when the parameters are not one OID.</summary>
    internal string? KeyParameterOid => _fields.KeyParameterOid;

    /// <summary>The key when it is a GOST key of 2012 or 2001, else null.</summary>
    internal ECPublicKeyParameters? GostKey => Key.Gost;

    /// <summary>Reads one certificate, DER or PEM (its first CERTIFICATE block). Null for anything malformed or over <see cref="MaxBytes"/>.</summary>
    public static Certificate? Parse(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty || file.Length > MaxPemBytes) return null;
        if (file[0] != 0x30) return PemBlocks.Read(file, "CERTIFICATE").Select(block => ParseDer(block)).FirstOrDefault();
        return ParseDer(file);
    }

    /// <summary>The certificate as PEM, with a line end after its last line.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", _der) + "\n";

    /// <inheritdoc/>
    public bool Equals(Certificate? other) => other is not null && Der.SequenceEqual(other.Der);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Certificate);

    /// <inheritdoc/>
    public override int GetHashCode() => Thumbprint.GetHashCode(StringComparison.Ordinal);

    /// <summary>True when the signature on this certificate is right under the issuer's key.</summary>
    internal bool IsSignedBy(Certificate issuer, SignatureAlgorithm algorithm) =>
        algorithm.Verify(issuer, algorithm.Digest.Digest(_fields.ToBeSigned.Span), _fields.SignatureValue);

    private static Certificate? ParseDer(ReadOnlySpan<byte> der)
    {
        if (der.Length > MaxBytes) return null;
        try
        {
            var octets = der.ToArray();
            return new Certificate(octets, CertificateFields.Read(octets));
        }
        catch (Exception)
        {
            // Two parsers look at hostile input here; whatever either throws means "not a certificate".
            return null;
        }
    }

    /// <summary>BouncyCastle's certificate with a key decoder that takes every legal GOST key; PKIX and CMS code calls it.</summary>
    private sealed class ParsedCertificate(byte[] der, Certificate owner) : X509Certificate(der)
    {
        public override Org.BouncyCastle.Crypto.AsymmetricKeyParameter GetPublicKey() => owner.GostKey ?? base.GetPublicKey();
    }
}
