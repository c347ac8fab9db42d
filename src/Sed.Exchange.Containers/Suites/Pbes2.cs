using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Containers.Suites;

/// <summary>Password-based encryption with PBKDF2 and AES-CBC (RFC 8018 section 6.2); the password's octets are UTF-8.</summary>
internal static class Pbes2
{
    // A key file that asks for hours of work is an attack or a mistake; both are better told at once.
    private const int MaxIterations = 10_000_000;

    private const string Pbes2Oid = "1.2.840.113549.1.5.13";
    private const string Pbkdf2Oid = "1.2.840.113549.1.5.12";
    private const string HmacSha256Oid = "1.2.840.113549.2.9";
    private const string Aes256CbcOid = "2.16.840.1.101.3.4.1.42";
    private const int Aes256KeyLength = 32;
    private const int SaltLength = 16;

    /// <summary>Writes an EncryptedPrivateKeyInfo.</summary>
    public static void Encrypt(AsnWriter writer, byte[] plain, string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, Aes256KeyLength);
        var iv = RandomNumberGenerator.GetBytes(aes.BlockSize / 8);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Pbes2Oid);
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Pbkdf2Oid);
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(salt);
                            writer.WriteInteger(iterations);
                            using (writer.PushSequence())
                            {
                                writer.WriteObjectIdentifier(HmacSha256Oid);
                                writer.WriteNull();
                            }
                        }
                    }

                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Aes256CbcOid);
                        writer.WriteOctetString(iv);
                    }
                }
            }

            writer.WriteOctetString(aes.EncryptCbc(plain, iv));
        }
    }

    /// <summary>Decrypts; null when the algorithm is not PBES2.</summary>
    /// <exception cref="KeyFileException">PBES2 with a function or cipher that is not supported.</exception>
    /// <exception cref="CryptographicException">The padding is wrong: most likely the password is.</exception>
    public static byte[]? Decrypt(ReadOnlyMemory<byte> algorithm, byte[] encrypted, string password)
    {
        var identifier = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
        if (identifier.ReadObjectIdentifier() != Pbes2Oid) return null;
        var parameters = identifier.ReadSequence();
        var derivation = parameters.ReadSequence();
        var function = derivation.ReadObjectIdentifier();
        if (function != Pbkdf2Oid) throw Unsupported(function);
        var pbkdf2 = derivation.ReadSequence();
        var salt = pbkdf2.ReadOctetString();
        if (!pbkdf2.TryReadInt32(out var iterations)) iterations = int.MaxValue;
        CheckIterations(iterations);
        if (pbkdf2.HasData && pbkdf2.PeekTag() == Asn1Tag.Integer) pbkdf2.ReadInteger();
        var pseudoRandom = pbkdf2.HasData ? pbkdf2.ReadSequence().ReadObjectIdentifier() : "1.2.840.113549.2.7";

        var scheme = parameters.ReadSequence();
        var cipher = scheme.ReadObjectIdentifier();
        var keyLength = cipher switch
        {
            "2.16.840.1.101.3.4.1.2" => 16,
            "2.16.840.1.101.3.4.1.22" => 24,
            Aes256CbcOid => Aes256KeyLength,
            _ => throw Unsupported(cipher),
        };
        var hash = pseudoRandom switch
        {
            "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
            HmacSha256Oid => HashAlgorithmName.SHA256,
            "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
            "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
            _ => throw Unsupported(pseudoRandom),
        };
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, hash, keyLength);
        return aes.DecryptCbc(encrypted, scheme.ReadOctetString());
    }

    /// <exception cref="KeyFileException">The number is out of range.</exception>
    public static void CheckIterations(int iterations)
    {
        if (iterations is < 1 or > MaxIterations) throw new KeyFileException($"The PKCS#12 file asks for more than {MaxIterations} iterations.");
    }

    private static KeyFileException Unsupported(string oid) => new($"The key file is encrypted with an algorithm that is not supported: {oid}.");
}
