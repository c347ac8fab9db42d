using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// RSASSA-PSS, verification only (RFC 8017 sections 8.1.2 and 9.1.2). Ours, because .NET's takes a salt of the digest's length and one digest for both
/// purposes only; certificates and signatures of others choose freely.
/// </summary>
internal static class RsaPss
{
    // Verification is cubic in the length, and this arithmetic is slower than the suite's. Exponents beyond 2^32 + 1 are not in use.
    private const int MostBits = 8192;
    private const int MostExponentBits = 33;

    /// <summary>Checks a value of exactly the modulus's length. False for a key of another kind, or one that its own parameters restrict otherwise.</summary>
    public static bool Verify(SubjectKey key, PssParameters parameters, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (Open(key, parameters) is not var (modulus, exponent)) return false;
        var bits = (int)modulus.GetBitLength();
        if (signature.Length != (bits + 7) / 8) return false;
        var value = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (value >= modulus) return false;
        var encoded = BigInteger.ModPow(value, exponent, modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        var length = (bits - 1 + 7) / 8;
        if (encoded.Length > length) return false;
        var message = new byte[length];
        encoded.CopyTo(message.AsSpan(length - encoded.Length));
        return IsEncoded(message, bits - 1, parameters, digest);
    }

    /// <summary>The modulus's bits, or null when the key is no RSA key.</summary>
    public static int? SizeOf(SubjectKey key) => Read(key) is var (modulus, _) ? (int)modulus.GetBitLength() : null;

    private static (BigInteger Modulus, BigInteger Exponent)? Open(SubjectKey key, PssParameters parameters)
    {
        if (key.Algorithm == PssParameters.Oid && ParametersOf(key) is { IsEmpty: false } own)
        {
            // RFC 4055 section 3.3: what the key names binds; its salt is the least.
            if (PssParameters.Read(own) is not { } bound || bound.Digest != parameters.Digest || bound.Mask != parameters.Mask || bound.SaltLength > parameters.SaltLength) return null;
        }

        return Read(key);
    }

    private static (BigInteger Modulus, BigInteger Exponent)? Read(SubjectKey key)
    {
        if (key.Algorithm is not (PssParameters.Oid or "1.2.840.113549.1.1.1") || key.Octets.Length > MostBits / 8 + 256) return null;
        try
        {
            var fields = new AsnReader(key.Octets.ToArray(), AsnEncodingRules.BER).ReadSequence();
            fields.ReadSequence();
            var numbers = new AsnReader(fields.ReadBitString(out _), AsnEncodingRules.BER).ReadSequence();
            var modulus = numbers.ReadInteger();
            var exponent = numbers.ReadInteger();
            var isSound = modulus.Sign > 0 && !modulus.IsEven && modulus.GetBitLength() <= MostBits && exponent > BigInteger.One && !exponent.IsEven && exponent.GetBitLength() <= MostExponentBits;
            return isSound ? (modulus, exponent) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> ParametersOf(SubjectKey key)
    {
        var algorithm = new AsnReader(key.Octets.ToArray(), AsnEncodingRules.BER).ReadSequence().ReadSequence();
        algorithm.ReadObjectIdentifier();
        return algorithm.HasData ? algorithm.ReadEncodedValue() : default;
    }

    // Section 9.1.2, its steps by number.
    private static bool IsEncoded(byte[] message, int bits, PssParameters parameters, ReadOnlySpan<byte> digest)
    {
        // 3, 4: there is room, and the trailer stands at the end.
        var room = message.Length - digest.Length - 1;
        if (room < parameters.SaltLength + 1 || message[^1] != 0xBC) return false;

        // 5, 6: the bits beyond the modulus are zero.
        var masked = message.AsSpan(0, room);
        var hash = message.AsSpan(room, digest.Length);
        var spare = 8 * message.Length - bits;
        if (masked[0] >> (8 - spare) != 0) return false;

        // 7 to 9.
        var block = Mask(hash, room, parameters.Mask);
        for (var index = 0; index < room; index++) block[index] ^= masked[index];
        block[0] &= (byte)(0xFF >> spare);

        // 10, 11: zeros, a one, the salt.
        var salt = room - parameters.SaltLength;
        if (block.AsSpan(0, salt - 1).ContainsAnyExcept((byte)0) || block[salt - 1] != 1) return false;

        // 12 to 14.
        byte[] second = [.. new byte[8], .. digest, .. block.AsSpan(salt)];
        return CryptographicOperations.FixedTimeEquals(parameters.Digest.Digest(second), hash);
    }

    // MGF1, appendix B.2.1.
    private static byte[] Mask(ReadOnlySpan<byte> seed, int length, DigestAlgorithm digest)
    {
        var result = new List<byte>(length + 64);
        for (var counter = 0; result.Count < length; counter++)
        {
            byte[] input = [.. seed, (byte)(counter >> 24), (byte)(counter >> 16), (byte)(counter >> 8), (byte)counter];
            result.AddRange(digest.Digest(input));
        }

        return [.. result.Take(length)];
    }
}
