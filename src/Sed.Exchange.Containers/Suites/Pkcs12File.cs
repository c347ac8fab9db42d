using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// PKCS#12 (RFC 7292) with keys of any algorithm as they stand. Our own, because every store at hand insists on decoding the
/// key, and none decodes a GOST key without digestParamSet. Written with AES-256 (PBES2) and SHA-256, as OpenSSL 3 does.
/// </summary>
internal static class Pkcs12File
{
    private const string DataOid = "1.2.840.113549.1.7.1";
    private const string EncryptedDataOid = "1.2.840.113549.1.7.6";
    private const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string X509CertificateOid = "1.2.840.113549.1.9.22.1";
    private const string LocalKeyIdOid = "1.2.840.113549.1.9.21";
    private const string Sha256Oid = "2.16.840.1.101.3.4.2.1";
    private const int Iterations = 20_000;
    private const int SaltLength = 16;

    private static readonly Asn1Tag Explicit0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Reads private keys (PrivateKeyInfo, decrypted) and certificates.</summary>
    /// <exception cref="KeyFileException">Malformed, a wrong password, or an encryption that is not supported.</exception>
    public static (IReadOnlyList<byte[]> Keys, IReadOnlyList<Certificate> Certificates) Read(byte[] file, string password)
    {
        try
        {
            var outer = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
            outer.ReadInteger();
            var authenticated = ReadContent(outer.ReadSequence(), password);
            if (outer.HasData) CheckMac(outer.ReadSequence(), authenticated, password);

            var keys = new List<byte[]>();
            var certificates = new List<Certificate>();
            var safes = new AsnReader(authenticated, AsnEncodingRules.BER).ReadSequence();
            while (safes.HasData)
            {
                var bags = new AsnReader(ReadContent(safes.ReadSequence(), password), AsnEncodingRules.BER).ReadSequence();
                while (bags.HasData) ReadBag(bags.ReadSequence(), password, keys, certificates);
            }

            return (keys, certificates);
        }
        catch (Exception error) when (error is not KeyFileException)
        {
            // The reader, the ciphers and BouncyCastle each have their own exceptions for malformed input.
            throw new KeyFileException($"The file is not a PKCS#12 file that can be read: {error.Message}", error);
        }
    }

    /// <summary>Writes one key, its certificate and further certificates.</summary>
    public static byte[] Write(byte[] pkcs8, Certificate certificate, IEnumerable<Certificate> chain, string password)
    {
        var keyId = SHA256.HashData(certificate.Der)[..20];
        var bags = new AsnWriter(AsnEncodingRules.DER);
        using (bags.PushSequence())
        {
            WriteBag(bags, ShroudedKeyBag, keyId, writer => Pbes2.Encrypt(writer, pkcs8, password, Iterations));
            WriteBag(bags, CertificateBag, keyId, writer => WriteCertificate(writer, certificate));
            foreach (var issuer in chain) WriteBag(bags, CertificateBag, null, writer => WriteCertificate(writer, issuer));
        }

        var safes = new AsnWriter(AsnEncodingRules.DER);
        using (safes.PushSequence()) WriteData(safes, bags.Encode());
        var authenticated = safes.Encode();

        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var file = new AsnWriter(AsnEncodingRules.DER);
        using (file.PushSequence())
        {
            file.WriteInteger(3);
            WriteData(file, authenticated);
            using (file.PushSequence())
            {
                using (file.PushSequence())
                {
                    using (file.PushSequence()) file.WriteObjectIdentifier(Sha256Oid);
                    file.WriteOctetString(Mac(Sha256Oid, authenticated, password, salt, Iterations));
                }

                file.WriteOctetString(salt);
                file.WriteInteger(Iterations);
            }
        }

        return file.Encode();
    }

    private static void ReadBag(AsnReader bag, string password, List<byte[]> keys, List<Certificate> certificates)
    {
        var oid = bag.ReadObjectIdentifier();
        var value = bag.ReadSequence(Explicit0);
        switch (oid)
        {
            case KeyBag:
                keys.Add(value.ReadEncodedValue().ToArray());
                break;
            case ShroudedKeyBag:
                var shrouded = value.ReadSequence();
                keys.Add(Decrypt(shrouded.ReadEncodedValue(), shrouded.ReadOctetString(), password));
                break;
            case CertificateBag:
                var content = value.ReadSequence();
                if (content.ReadObjectIdentifier() != X509CertificateOid) break;
                var der = content.ReadSequence(Explicit0).ReadOctetString();
                certificates.Add(Certificate.Parse(der) ?? throw new KeyFileException("The PKCS#12 file holds a malformed certificate."));
                break;
        }
    }

    private static byte[] ReadContent(AsnReader content, string password)
    {
        var oid = content.ReadObjectIdentifier();
        var value = content.ReadSequence(Explicit0);
        if (oid == DataOid) return value.ReadOctetString();
        if (oid != EncryptedDataOid) throw new KeyFileException($"The PKCS#12 file is protected in a way that is not supported: {oid}.");
        var encrypted = value.ReadSequence();
        encrypted.ReadInteger();
        var inner = encrypted.ReadSequence();
        inner.ReadObjectIdentifier();
        var algorithm = inner.ReadEncodedValue();
        return Decrypt(algorithm, ReadImplicitOctets(inner), password);
    }

    // [0] IMPLICIT OCTET STRING; in BER it may be cut in pieces.
    private static byte[] ReadImplicitOctets(AsnReader reader) =>
        reader.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0, reader.PeekTag().IsConstructed));

    private static byte[] Decrypt(ReadOnlyMemory<byte> algorithm, byte[] encrypted, string password)
    {
        try
        {
            if (Pbes2.Decrypt(algorithm, encrypted, password) is { } plain) return plain;
            var identifier = AlgorithmIdentifier.GetInstance(algorithm.ToArray());
            if (PbeUtilities.CreateEngine(identifier) is not IBufferedCipher cipher) throw Unsupported(identifier.Algorithm.Id);
            cipher.Init(false, PbeUtilities.GenerateCipherParameters(identifier, password.ToCharArray()));
            return cipher.DoFinal(encrypted);
        }
        catch (Exception error) when (error is CryptographicException or InvalidCipherTextException)
        {
            throw new KeyFileException("The password of the PKCS#12 file is wrong.", error);
        }
    }

    private static void CheckMac(AsnReader mac, byte[] authenticated, string password)
    {
        var digest = mac.ReadSequence();
        var oid = digest.ReadSequence().ReadObjectIdentifier();
        var expected = digest.ReadOctetString();
        var salt = mac.ReadOctetString();
        var iterations = 1;
        if (mac.HasData && !mac.TryReadInt32(out iterations)) iterations = int.MaxValue;
        Pbes2.CheckIterations(iterations);
        if (!CryptographicOperations.FixedTimeEquals(Mac(oid, authenticated, password, salt, iterations), expected))
        {
            throw new KeyFileException("The password of the PKCS#12 file is wrong, or the file is damaged.");
        }
    }

    private static byte[] Mac(string digestOid, byte[] authenticated, string password, byte[] salt, int iterations)
    {
        var digest = DigestUtilities.GetDigest(digestOid);
        var generator = new Pkcs12ParametersGenerator(DigestUtilities.GetDigest(digestOid));
        generator.Init(PbeParametersGenerator.Pkcs12PasswordToBytes(password.ToCharArray()), salt, iterations);
        var mac = new HMac(digest);
        mac.Init((KeyParameter)generator.GenerateDerivedMacParameters(digest.GetDigestSize() * 8));
        mac.BlockUpdate(authenticated, 0, authenticated.Length);
        var value = new byte[mac.GetMacSize()];
        mac.DoFinal(value, 0);
        return value;
    }

    private static void WriteBag(AsnWriter writer, string oid, byte[]? keyId, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSequence(Explicit0)) value(writer);
            if (keyId is null) return;
            using (writer.PushSetOf())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(LocalKeyIdOid);
                using (writer.PushSetOf()) writer.WriteOctetString(keyId);
            }
        }
    }

    private static void WriteCertificate(AsnWriter writer, Certificate certificate)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(X509CertificateOid);
            using (writer.PushSequence(Explicit0)) writer.WriteOctetString(certificate.Der);
        }
    }

    private static void WriteData(AsnWriter writer, byte[] data)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(DataOid);
            using (writer.PushSequence(Explicit0)) writer.WriteOctetString(data);
        }
    }

    private static KeyFileException Unsupported(string oid) => new($"The PKCS#12 file is encrypted with an algorithm that is not supported: {oid}.");
}
