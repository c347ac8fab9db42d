using System.Formats.Asn1;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Asn1.Rosstandart;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// GOST keys as SubjectPublicKeyInfo (RFC 9215 section 4) and PrivateKeyInfo. Our own, because BouncyCastle takes no key
/// without digestParamSet, which RFC 9215 asks for on most curves, and writes the 2001 OID for CryptoPro curves.
/// </summary>
internal static class GostKeyCodec
{
    public const string Algorithm2001 = "1.2.643.2.2.19";
    public const string Algorithm256 = "1.2.643.7.1.1.1.1";
    public const string Algorithm512 = "1.2.643.7.1.1.1.2";

    // CryptoPro's curves came with 34.10-2001; the digest must be named with them, that of the key's own generation.
    private const string CryptoProCurves = "1.2.643.2.2.3";

    /// <summary>Octets of a coordinate, of the private key, and of half a signature.</summary>
    public static int SizeOf(ECDomainParameters parameters) => parameters.Curve.FieldSize > 256 ? 64 : 32;

    /// <summary>The parameters of fresh keys: TC26 parameter set A of the size.</summary>
    public static ECGost3410Parameters Default(int bits) => bits == 256
        ? Named(RosstandartObjectIdentifiers.id_tc26_gost_3410_12_256_paramSetA, Algorithm256)!
        : Named(RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512_paramSetA, Algorithm512)!;

    /// <summary>Reads a public key of 34.10-2012 or 34.10-2001; null for what is not one: curve, length, or a point off the curve.</summary>
    public static ECPublicKeyParameters? ReadPublic(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        try
        {
            var spki = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
            if (ReadAlgorithm(spki.ReadSequence()) is not { } parameters) return null;
            var key = new AsnReader(spki.ReadBitString(out var unused), AsnEncodingRules.BER).ReadOctetString();
            var size = SizeOf(parameters);
            if (unused != 0 || key.Length != 2 * size) return null;

            // X then Y, each little-endian.
            var x = new BigInteger(1, key, 0, size, bigEndian: false);
            var y = new BigInteger(1, key, size, size, bigEndian: false);
            return new ECPublicKeyParameters(parameters.Curve.ValidatePoint(x, y), parameters);
        }
        catch (Exception)
        {
            // Hostile input makes the reader and the curve arithmetic throw exceptions of any type: not a key.
            return null;
        }
    }

    /// <summary>OID of the curve when a GOST key is on one that is not known; null otherwise.</summary>
    public static string? UnknownCurveOf(SubjectKey key)
    {
        if (key.Algorithm is not (Algorithm2001 or Algorithm256 or Algorithm512)) return null;
        try
        {
            var algorithm = new AsnReader(key.Octets.ToArray(), AsnEncodingRules.BER).ReadSequence().ReadSequence();
            algorithm.ReadObjectIdentifier();
            var curve = algorithm.ReadSequence().ReadObjectIdentifier();
            return Named(new DerObjectIdentifier(curve), key.Algorithm) is null ? curve : null;
        }
        catch (Exception error) when (error is AsnContentException or FormatException or ArgumentException)
        {
            // Malformed: not a key, on whatever curve.
            return null;
        }
    }

    /// <summary>Reads a PrivateKeyInfo in any of the known forms; null for what is not one.</summary>
    public static ECPrivateKeyParameters? ReadPrivate(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            var info = new AsnReader(pkcs8, AsnEncodingRules.BER).ReadSequence();
            info.ReadInteger();
            if (ReadAlgorithm(info.ReadSequence()) is not { } parameters) return null;
            var d = ReadScalar(info.ReadOctetString(), parameters);
            return d.SignValue > 0 && d.CompareTo(parameters.N) < 0 ? new ECPrivateKeyParameters(d, parameters) : null;
        }
        catch (Exception)
        {
            // As above: malformed in whatever way means "not a key".
            return null;
        }
    }

    /// <summary>The public key of a private one.</summary>
    public static byte[] WritePublic(ECPrivateKeyParameters key)
    {
        var size = SizeOf(key.Parameters);
        var point = key.Parameters.G.Multiply(key.D).Normalize();
        byte[] octets =
        [
            .. Arrays.Reverse(BigIntegers.AsUnsignedByteArray(size, point.AffineXCoord.ToBigInteger())),
            .. Arrays.Reverse(BigIntegers.AsUnsignedByteArray(size, point.AffineYCoord.ToBigInteger())),
        ];
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(octets);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, key.Parameters);
            writer.WriteBitString(inner.Encode());
        }

        return writer.Encode();
    }

    /// <summary>An unencrypted PrivateKeyInfo with the key as a little-endian octet string, as the gost engine writes and reads it.</summary>
    public static byte[] WritePrivate(ECPrivateKeyParameters key)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(Arrays.Reverse(BigIntegers.AsUnsignedByteArray(SizeOf(key.Parameters), key.D)));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer, key.Parameters);
            writer.WriteOctetString(inner.Encode());
        }

        return writer.Encode();
    }

    private static BigInteger ReadScalar(byte[] octets, ECDomainParameters parameters)
    {
        var size = SizeOf(parameters);
        // Whole pieces of a key's size are a key and its masks, whatever their first octet looks like; a wrapping adds its own header.
        if (octets.Length % size != 0)
        {
            var reader = new AsnReader(octets, AsnEncodingRules.BER);
            var tag = reader.PeekTag();
            if (tag == Asn1Tag.Integer) return new BigInteger(reader.ReadIntegerBytes().ToArray());
            if (tag == Asn1Tag.PrimitiveOctetString) octets = reader.ReadOctetString();
        }

        if (octets.Length == 0 || octets.Length % size != 0) return BigInteger.Zero;

        // The first part is the key, multiplied by the inverses of the masks that follow it (the form CryptoPro keeps keys in).
        var d = new BigInteger(1, octets, 0, size, bigEndian: false);
        for (var offset = size; offset < octets.Length; offset += size)
        {
            d = d.Multiply(new BigInteger(1, octets, offset, size, bigEndian: false)).Mod(parameters.N);
        }

        return d;
    }

    private static ECGost3410Parameters? ReadAlgorithm(AsnReader algorithm)
    {
        var oid = algorithm.ReadObjectIdentifier();
        if (oid is not (Algorithm2001 or Algorithm256 or Algorithm512)) return null;
        var curve = algorithm.ReadSequence().ReadObjectIdentifier();
        return Named(new DerObjectIdentifier(curve), oid) is { } parameters && SizeOf(parameters) == (oid == Algorithm512 ? 64 : 32)
            ? parameters
            : null;
    }

    private static void WriteAlgorithm(AsnWriter writer, ECDomainParameters parameters)
    {
        var curve = ((ECGost3410Parameters)parameters).PublicKeyParamSet.Id;
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SizeOf(parameters) == 64 ? Algorithm512 : Algorithm256);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(curve);

                // RFC 9215 section 4.2: named with CryptoPro's curves, left out with TC26's.
                if (curve.StartsWith(CryptoProCurves, StringComparison.Ordinal)) writer.WriteObjectIdentifier(GostSuite.Bits256.Identifiers.DigestOid);
            }
        }
    }

    private static ECGost3410Parameters? Named(DerObjectIdentifier curve, string algorithm)
    {
        if (ECGost3410NamedCurves.GetByOid(curve) is not { } domain) return null;
        var digest = algorithm switch
        {
            Algorithm512 => RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512,
            Algorithm256 => RosstandartObjectIdentifiers.id_tc26_gost_3411_12_256,
            _ => CryptoProObjectIdentifiers.GostR3411x94CryptoProParamSet,
        };
        return new ECGost3410Parameters(new ECNamedDomainParameters(curve, domain), curve, digest, null);
    }
}
