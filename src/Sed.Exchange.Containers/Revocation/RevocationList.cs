using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Revocation;

/// <summary>A certificate revocation list (RFC 5280 section 5), complete or delta, kept byte for byte.</summary>
public sealed class RevocationList
{
    /// <summary>Octets of a list: the longest of accredited authorities have 10 MB. Its entries take ten times that in memory.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const string ReasonCode = "2.5.29.21";
    private const string InvalidityDate = "2.5.29.24";
    private const string DeltaIndicator = "2.5.29.27";
    private const string IssuingDistributionPoint = "2.5.29.28";
    private const string CertificateIssuer = "2.5.29.29";
    private const string CrlNumber = "2.5.29.20";
    private const string ExpiredCertificates = "2.5.29.60";

    private static readonly string[] KnownExtensions =
        [CertificateExtension.AuthorityKeyIdentifier, CertificateExtension.IssuerAlternativeName, CrlNumber, DeltaIndicator, IssuingDistributionPoint, CertificateExtension.FreshestCrl, ExpiredCertificates];

    private static readonly string[] KnownEntryExtensions = [ReasonCode, InvalidityDate, CertificateIssuer];

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0, isConstructed: true);

    private readonly byte[] _der;
    private readonly Dictionary<BigInteger, RevokedEntry> _entries = [];

    private RevocationList(byte[] der)
    {
        _der = der;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(der));
        var file = new AsnReader(der, AsnEncodingRules.BER);
        var list = file.ReadSequence();
        file.ThrowIfNotEmpty();
        ToBeSigned = list.PeekEncodedValue();
        var fields = list.ReadSequence();
        SignatureAlgorithm = list.ReadEncodedValue();
        SignatureValue = list.ReadBitString(out var unused);
        list.ThrowIfNotEmpty();
        if (unused != 0) throw new AsnContentException("The signature is not a whole number of octets.");
        Read(fields);
    }

    /// <summary>The list's octets.</summary>
    public ReadOnlySpan<byte> Der => _der;

    /// <summary>SHA-256 of the octets, lower-case hexadecimal.</summary>
    public string Thumbprint { get; }

    /// <summary>Who issued it, written like <see cref="Certificate.Issuer"/>.</summary>
    public string IssuerText => Issuer.ToString();

    /// <summary>When it was made.</summary>
    public DateTimeOffset ThisUpdate { get; private set; }

    /// <summary>By when the next one will be there, or null.</summary>
    public DateTimeOffset? NextUpdate { get; private set; }

    internal DistinguishedName Issuer { get; private set; } = null!;

    internal ReadOnlyMemory<byte> ToBeSigned { get; }

    internal ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    internal byte[] SignatureValue { get; }

    internal int Version { get; private set; } = 1;

    /// <summary>cRLNumber, or null.</summary>
    internal BigInteger? Number { get; private set; }

    /// <summary>BaseCRLNumber of a delta list, or null: the list is complete.</summary>
    internal BigInteger? Base { get; private set; }

    internal IssuingPoint Point { get; private set; } = IssuingPoint.Everything;

    /// <summary>keyIdentifier of authorityKeyIdentifier, or null.</summary>
    internal ReadOnlyMemory<byte>? AuthorityKeyId { get; private set; }

    /// <summary>expiredCertsOnCRL: since when expired certificates are kept, or null: they may be gone.</summary>
    internal DateTimeOffset? KeepsExpiredSince { get; private set; }

    /// <summary>Why the list may not be used whoever signed it (sections 5.2 and 5.3: what is critical and not understood), or null.</summary>
    internal string? Unusable { get; private set; }

    /// <summary>True: cRLNumber and authorityKeyIdentifier stand, not critical, and there is a nextUpdate (what section 5 asks of who issues lists).</summary>
    internal bool KeepsProfile { get; private set; }

    /// <summary>Reads a list, DER or PEM (its first X509 CRL block). Null for anything malformed or over <see cref="MaxBytes"/>.</summary>
    public static RevocationList? Parse(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty || file.Length > 2 * MaxBytes) return null;
        if (file[0] != 0x30) return PemBlocks.Read(file, "X509 CRL").Select(block => ParseDer(block)).FirstOrDefault();
        return ParseDer(file);
    }

    internal static RevocationList? ParseDer(ReadOnlySpan<byte> der)
    {
        if (der.Length > MaxBytes) return null;
        try
        {
            return new RevocationList(der.ToArray());
        }
        catch (Exception error) when (error is AsnContentException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The entry of a certificate, the last one when there are several; null: it is not listed.</summary>
    internal RevokedEntry? Find(Certificate certificate)
    {
        for (var entry = _entries.GetValueOrDefault(certificate.SerialNumber); entry is not null; entry = entry.Earlier)
        {
            if (entry.Issuer.Equals(certificate.Fields.Issuer)) return entry;
        }

        return null;
    }

    private void Read(AsnReader fields)
    {
        if (fields.PeekTag() == Asn1Tag.Integer)
        {
            if (!fields.TryReadInt32(out var version) || version != 1) throw new AsnContentException("Unknown version.");
            Version = 2;
        }

        if (!fields.ReadEncodedValue().Span.SequenceEqual(SignatureAlgorithm.Span)) throw new AsnContentException("The signature's algorithm is named differently inside and outside.");
        Issuer = DistinguishedName.Read(fields.ReadEncodedValue());
        ThisUpdate = ReadTime(fields);
        if (fields.HasData && (fields.PeekTag() == Asn1Tag.UtcTime || fields.PeekTag() == Asn1Tag.GeneralizedTime)) NextUpdate = ReadTime(fields);
        var entries = fields.HasData && fields.PeekTag() == Asn1Tag.Sequence ? fields.ReadSequence() : null;
        var extensions = fields.HasData && fields.PeekTag() == Extensions ? ReadExtensions(fields) : [];
        fields.ThrowIfNotEmpty();
        if (extensions.Count > 0 && Version != 2) throw new AsnContentException("Extensions of a version before 2.");
        Apply(extensions);
        if (entries is not null) ReadEntries(entries);
    }

    private void Apply(IReadOnlyList<CertificateExtension> extensions)
    {
        var unknown = extensions.FirstOrDefault(extension => extension.Critical && Array.IndexOf(KnownExtensions, extension.Oid) < 0);
        if (unknown is not null) Unusable = $"critical extension {unknown.Oid}";
        ReadOnlyMemory<byte>? Value(string oid) => extensions.FirstOrDefault(extension => extension.Oid == oid)?.Value;
        if (Value(CrlNumber) is { } number) Number = new AsnReader(number, AsnEncodingRules.BER).ReadInteger();
        if (Value(DeltaIndicator) is { } basis) Base = new AsnReader(basis, AsnEncodingRules.BER).ReadInteger();
        if (Value(IssuingDistributionPoint) is { } point) Point = IssuingPoint.Read(point);
        if (Value(ExpiredCertificates) is { } since) KeepsExpiredSince = new AsnReader(since, AsnEncodingRules.BER).ReadGeneralizedTime();
        if (Value(CertificateExtension.AuthorityKeyIdentifier) is { } authority) AuthorityKeyId = CertificateFields.ReadAuthorityKeyId(authority);
        var never = extensions.Any(extension => extension.Critical && extension.Oid is CrlNumber or CertificateExtension.AuthorityKeyIdentifier);
        KeepsProfile = Number is { Sign: >= 0 } && AuthorityKeyId is not null && NextUpdate is not null && !never;
    }

    private void ReadEntries(AsnReader entries)
    {
        var issuer = Issuer;
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = entry.ReadIntegerBytes();
            var date = ReadTime(entry);
            var reason = RevocationReason.Unspecified;
            if (entry.HasData)
            {
                foreach (var extension in CertificateExtension.ReadAll(entry.ReadSequence()))
                {
                    if (extension.Critical && Array.IndexOf(KnownEntryExtensions, extension.Oid) < 0) Unusable ??= $"critical entry extension {extension.Oid}";
                    if (extension.Oid == ReasonCode) reason = ReadReason(extension.Value);

                    // Names the issuer of this entry and of those after it (section 5.3.3).
                    if (extension.Oid == CertificateIssuer) issuer = ReadIssuer(extension.Value);
                }
            }

            entry.ThrowIfNotEmpty();
            var key = new BigInteger(serial.Span, isUnsigned: false, isBigEndian: true);
            _entries[key] = new RevokedEntry(issuer, date, reason, _entries.GetValueOrDefault(key));
        }
    }

    private static IReadOnlyList<CertificateExtension> ReadExtensions(AsnReader fields)
    {
        var outer = fields.ReadSequence(Extensions);
        var list = CertificateExtension.ReadAll(outer.ReadSequence());
        outer.ThrowIfNotEmpty();
        return list;
    }

    private static RevocationReason ReadReason(ReadOnlyMemory<byte> value)
    {
        var octets = new AsnReader(value, AsnEncodingRules.BER).ReadEnumeratedBytes().Span;
        var reason = octets.Length == 1 ? (RevocationReason)octets[0] : (RevocationReason)(-1);
        return Enum.IsDefined(reason) ? reason : throw new AsnContentException("An unknown reason.");
    }

    private static DistinguishedName ReadIssuer(ReadOnlyMemory<byte> value) =>
        GeneralName.ReadAll(new AsnReader(value, AsnEncodingRules.BER).ReadSequence()).FirstOrDefault(name => name.Kind == GeneralNameKind.DirectoryName)?.Directory
        ?? throw new AsnContentException("An entry's issuer has no name of X.501.");

    private static DateTimeOffset ReadTime(AsnReader fields) => fields.PeekTag() == Asn1Tag.UtcTime ? fields.ReadUtcTime() : fields.ReadGeneralizedTime();
}
