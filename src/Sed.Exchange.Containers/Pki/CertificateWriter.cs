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

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly Asn1Tag Attributes = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag KeyIdentifier = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

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

    /// <summary>An end entity's certificate under the root.</summary>
    public static Certificate Write(
        PrivateKey issuerKey, Certificate issuer, byte[] spki, CertificateSubject subject, DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        Sign(issuerKey, issuer.Fields.Subject.Der, WriteName(subject), spki, notBefore, notAfter, writer =>
        {
            WriteEndEntity(writer, spki, subject);
            WriteExtension(writer, CertificateExtension.AuthorityKeyIdentifier, critical: false, value =>
            {
                using (value.PushSequence()) value.WriteOctetString(KeyId(issuer.SubjectPublicKeyInfo), KeyIdentifier);
            });
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

        return WriteSigned(key, writer.Encode());
    }

    private static void WriteEndEntity(AsnWriter writer, byte[] spki, CertificateSubject subject)
    {
        WriteBasicConstraints(writer, isAuthority: false);
        WriteKeyUsage(writer, subject.Purpose == CertificatePurpose.Tls
            ? X509KeyUsageFlags.DigitalSignature
            : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);
        WriteExtension(writer, CertificateExtension.SubjectKeyIdentifier, critical: false, value => value.WriteOctetString(KeyId(spki)));
        if (subject.Purpose == CertificatePurpose.Tls) WriteTls(writer, subject.Hosts);
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
            WriteAlgorithm(writer, key.Suite);
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

        return Certificate.Parse(WriteSigned(key, writer.Encode())) ?? throw new InvalidOperationException("A certificate was written that cannot be read.");
    }

    // What certificates and requests share: the octets, the algorithm, the signature over the octets.
    private static byte[] WriteSigned(PrivateKey key, byte[] octets)
    {
        var signed = new AsnWriter(AsnEncodingRules.DER);
        using (signed.PushSequence())
        {
            signed.WriteEncodedValue(octets);
            WriteAlgorithm(signed, key.Suite);
            signed.WriteBitString(key.Suite.ToCmsValue(key.SignDigest(key.Suite.Digest(octets).Value)));
        }

        return signed.Encode();
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

    private static void WriteAlgorithm(AsnWriter writer, Suite suite)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(suite.Identifiers.SignatureOid);
            if (suite.Identifiers.NullParameters) writer.WriteNull();
        }
    }

    // RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; whole seconds.
    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
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
        WriteExtension(writer, CertificateExtension.ExtendedKeyUsage, critical: false, value =>
        {
            using (value.PushSequence())
            {
                value.WriteObjectIdentifier(ServerAuthenticationOid);
                value.WriteObjectIdentifier(ClientAuthenticationOid);
            }
        });
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

    private static void WriteExtension(AsnWriter writer, string oid, bool critical, Action<AsnWriter> write)
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
