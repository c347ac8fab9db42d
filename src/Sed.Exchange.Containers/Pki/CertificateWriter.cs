using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Pki;

/// <summary>Writes certificates (RFC 5280) and requests for them (RFC 2986), keys of any suite as they stand.</summary>
internal static class CertificateWriter
{
    private const int SerialLength = 16;
    private const string ExtensionRequestOid = "1.2.840.113549.1.9.14";
    private const string ServerAuthenticationOid = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthenticationOid = "1.3.6.1.5.5.7.3.2";
    private const string TimestampingOid = "1.3.6.1.5.5.7.3.8";
    private const string OcspSigningOid = "1.3.6.1.5.5.7.3.9";
    private const string OcspMethodOid = "1.3.6.1.5.5.7.48.1";
    private const string IssuersMethodOid = "1.3.6.1.5.5.7.48.2";

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly Asn1Tag Attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag KeyIdentifier = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag PointName = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A self-signed root.</summary>
    public static Certificate WriteRoot(PrivateKey key, string commonName, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var name = WriteName(new CertificateSubject(commonName, CertificatePurpose.Seal));
        var spki = key.SubjectPublicKeyInfo;
        return Sign(key, name, name, spki, notBefore, notAfter, writer =>
        {
            WriteBasicConstraints(writer, isAuthority: true);
            WriteKeyUsage(writer, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign);
            WriteExtension(writer, CertificateExtension.SubjectKeyIdentifier, critical: false, value => value.WriteOctetString(KeyId(spki)));
            WritePolicy(writer);
        });
    }

    /// <summary>An end entity's certificate under the root; with addresses, it says where its revocation and its issuer are published.</summary>
    public static Certificate Write(
        PrivateKey issuerKey, Certificate issuer, byte[] spki, CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter, AuthorityAddresses? addresses = null) =>
        Sign(issuerKey, issuer.Fields.Subject.Der, WriteName(subject), spki, notBefore, notAfter, writer =>
        {
            WriteEndEntity(writer, spki, subject);
            WriteAuthorityKeyId(writer, issuer);
            // Whoever answers about others on the authority's behalf is not asked about himself.
            if (addresses is not null && subject.Purpose != CertificatePurpose.OcspResponder) WriteAddresses(writer, addresses);
            WritePolicy(writer);
        });

    /// <summary>A self-signed certificate of an end entity, without the development marker.</summary>
    public static Certificate WriteSelfSigned(PrivateKey key, CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var name = WriteName(subject);
        var spki = key.SubjectPublicKeyInfo;
        return Sign(key, name, name, spki, notBefore, notAfter, writer => WriteEndEntity(writer, spki, subject));
    }

    /// <summary>A request that an authority issue a certificate for the key: PKCS#10, DER.</summary>
    public static byte[] WriteRequest(PrivateKey key, CertificateSubject subject)
    {
        var spki = key.SubjectPublicKeyInfo;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            writer.WriteEncodedValue(WriteName(subject));
            writer.WriteEncodedValue(spki);
            using (writer.PushSetOf(Attributes))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(ExtensionRequestOid);
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    WriteEndEntity(writer, spki, subject);
                }
            }
        }

        return SignedOctets.Write(key.Suite, key.SignDigest, writer.Encode());
    }

    private static void WriteEndEntity(AsnWriter writer, byte[] spki, CertificateSubject subject)
    {
        WriteBasicConstraints(writer, isAuthority: false);
        WriteKeyUsage(writer, subject.Purpose is CertificatePurpose.Tls or CertificatePurpose.OcspResponder
            ? X509KeyUsageFlags.DigitalSignature
            : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);
        WriteExtension(writer, CertificateExtension.SubjectKeyIdentifier, critical: false, value => value.WriteOctetString(KeyId(spki)));
        switch (subject.Purpose)
        {
            case CertificatePurpose.Tls:
                WriteTls(writer, subject.Hosts);
                break;
            case CertificatePurpose.Timestamping:
                // RFC 3161 section 2.3: critical, and this one purpose.
                WriteUsages(writer, critical: true, TimestampingOid);
                break;
            case CertificatePurpose.OcspResponder:
                WriteUsages(writer, critical: false, OcspSigningOid);
                WriteExtension(writer, CertificateExtension.OcspNoCheck, critical: false, value => value.WriteNull());
                break;
        }
    }

    private static Certificate Sign(
        PrivateKey key,
        ReadOnlyMemory<byte> issuer,
        ReadOnlyMemory<byte> subject,
        byte[] spki,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        Action<AsnWriter> extensions)
    {
        // Random serials (RFC 5280 section 4.1.2.2: positive, at most 20 octets) make the signed octets unforeseeable.
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)(serial[0] & 0x3F | 0x40);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Version)) writer.WriteInteger(2);
            writer.WriteInteger(serial);
            SignedOctets.WriteAlgorithm(writer, key.Suite);
            writer.WriteEncodedValue(issuer.Span);
            using (writer.PushSequence())
            {
                WriteTime(writer, notBefore);
                WriteTime(writer, notAfter);
            }

            writer.WriteEncodedValue(subject.Span);
            writer.WriteEncodedValue(spki);
            using (writer.PushSequence(Extensions))
            using (writer.PushSequence())
            {
                extensions(writer);
            }
        }

        return Certificate.Parse(SignedOctets.Write(key.Suite, key.SignDigest, writer.Encode())) ?? throw new InvalidOperationException("A certificate was written that cannot be read.");
    }

    private static byte[] WriteName(CertificateSubject subject)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Add("2.5.4.6", "RU", UniversalTagNumber.PrintableString);
            Add("2.5.4.10", subject.Organisation, UniversalTagNumber.UTF8String);
            Add(DistinguishedName.OgrnOid, subject.Ogrn, UniversalTagNumber.NumericString);
            Add(DistinguishedName.InnLegalEntityOid, subject.Inn, UniversalTagNumber.NumericString);
            Add(DistinguishedName.InnOid, subject.PersonalInn, UniversalTagNumber.NumericString);
            Add(DistinguishedName.SnilsOid, subject.Snils, UniversalTagNumber.NumericString);
            Add("2.5.4.4", subject.Surname, UniversalTagNumber.UTF8String);
            Add("2.5.4.42", subject.GivenName, UniversalTagNumber.UTF8String);
            Add("2.5.4.12", subject.Title, UniversalTagNumber.UTF8String);
            Add("2.5.4.3", subject.CommonName, UniversalTagNumber.UTF8String);
        }

        return writer.Encode();

        void Add(string oid, string? text, UniversalTagNumber type)
        {
            if (text is null) return;
            using (writer.PushSetOf())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                writer.WriteCharacterString(type, text);
            }
        }
    }

    /// <summary>RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; whole seconds.</summary>
    public static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year < 2050) writer.WriteUtcTime(time);
        else writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
    }

    private static void WriteBasicConstraints(AsnWriter writer, bool isAuthority) =>
        WriteExtension(writer, CertificateExtension.BasicConstraints, critical: true, value =>
        {
            using (value.PushSequence())
            {
                if (isAuthority) value.WriteBoolean(true);
            }
        });

    private static void WriteKeyUsage(AsnWriter writer, X509KeyUsageFlags usage) =>
        WriteExtension(writer, CertificateExtension.KeyUsage, critical: true, value =>
        {
            // All usages written here are in the first octet; unused bits are counted from its end.
            var octet = (byte)usage;
            value.WriteBitString([octet], System.Numerics.BitOperations.TrailingZeroCount(octet));
        });

    private static void WritePolicy(AsnWriter writer) =>
        WriteExtension(writer, CertificateExtension.CertificatePolicies, critical: false, value =>
        {
            using (value.PushSequence())
            using (value.PushSequence())
            {
                value.WriteObjectIdentifier(DevelopmentAuthority.MarkerOid);
            }
        });

    private static void WriteTls(AsnWriter writer, IReadOnlyList<string> hosts)
    {
        WriteUsages(writer, critical: false, ServerAuthenticationOid, ClientAuthenticationOid);
        if (hosts.Count == 0) return;
        WriteExtension(writer, CertificateExtension.SubjectAlternativeName, critical: false, value =>
        {
            using (value.PushSequence())
            {
                foreach (var host in hosts)
                {
                    if (IPAddress.TryParse(host, out var address)) value.WriteOctetString(address.GetAddressBytes(), IpAddress);
                    else value.WriteCharacterString(UniversalTagNumber.IA5String, host, DnsName);
                }
            }
        });
    }

    private static void WriteUsages(AsnWriter writer, bool critical, params IReadOnlyList<string> purposes) =>
        WriteExtension(writer, CertificateExtension.ExtendedKeyUsage, critical, value =>
        {
            using (value.PushSequence())
            {
                foreach (var purpose in purposes) value.WriteObjectIdentifier(purpose);
            }
        });

    private static void WriteAddresses(AsnWriter writer, AuthorityAddresses addresses)
    {
        WriteExtension(writer, CertificateExtension.DistributionPoints, critical: false, value =>
        {
            using (value.PushSequence())
            using (value.PushSequence())
            using (value.PushSequence(PointName))
            using (value.PushSequence(PointName))
            {
                value.WriteCharacterString(UniversalTagNumber.IA5String, addresses.List.AbsoluteUri, UriName);
            }
        });
        WriteExtension(writer, CertificateExtension.AuthorityInformationAccess, critical: false, value =>
        {
            using (value.PushSequence())
            {
                WriteAccess(value, OcspMethodOid, addresses.Responder);
                WriteAccess(value, IssuersMethodOid, addresses.Certificate);
            }
        });
    }

    private static void WriteAccess(AsnWriter writer, string method, Uri address)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(method);
            writer.WriteCharacterString(UniversalTagNumber.IA5String, address.AbsoluteUri, UriName);
        }
    }

    /// <summary>authorityKeyIdentifier, in certificates and lists alike.</summary>
    public static void WriteAuthorityKeyId(AsnWriter writer, Certificate issuer) =>
        WriteExtension(writer, CertificateExtension.AuthorityKeyIdentifier, critical: false, value =>
        {
            using (value.PushSequence()) value.WriteOctetString(KeyId(issuer.SubjectPublicKeyInfo), KeyIdentifier);
        });

    /// <summary>One extension with its value.</summary>
    public static void WriteExtension(AsnWriter writer, string oid, bool critical, Action<AsnWriter> write)
    {
        var value = new AsnWriter(AsnEncodingRules.DER);
        write(value);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (critical) writer.WriteBoolean(true);
            writer.WriteOctetString(value.Encode());
        }
    }

    // RFC 7093 section 2, method 1: the left 160 bits of SHA-256 over the key's bits.
    private static byte[] KeyId(ReadOnlySpan<byte> spki)
    {
        var reader = new AsnReader(spki.ToArray(), AsnEncodingRules.BER).ReadSequence();
        reader.ReadEncodedValue();
        return SHA256.HashData(reader.ReadBitString(out _))[..20];
    }
}
