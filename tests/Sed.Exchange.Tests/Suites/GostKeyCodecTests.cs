using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.CryptoPro;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Suites;

public class GostKeyCodecTests
{
    [Theory]
    [InlineData("1.2.643.7.1.2.1.1.1", 256)]
    [InlineData("1.2.643.7.1.2.1.1.2", 256)]
    [InlineData("1.2.643.7.1.2.1.1.3", 256)]
    [InlineData("1.2.643.7.1.2.1.1.4", 256)]
    [InlineData("1.2.643.2.2.35.1", 256)]
    [InlineData("1.2.643.2.2.35.2", 256)]
    [InlineData("1.2.643.2.2.35.3", 256)]
    [InlineData("1.2.643.2.2.36.0", 256)]
    [InlineData("1.2.643.2.2.36.1", 256)]
    [InlineData("1.2.643.7.1.2.1.2.1", 512)]
    [InlineData("1.2.643.7.1.2.1.2.2", 512)]
    [InlineData("1.2.643.7.1.2.1.2.3", 512)]
    public void Keys_of_every_curve_go_there_and_back_and_sign(string curve, int bits)
    {
        var oid = new DerObjectIdentifier(curve);
        var domain = new ECNamedDomainParameters(oid, ECGost3410NamedCurves.GetByOid(oid));
        var generator = new ECKeyPairGenerator("ECGOST3410");
        generator.Init(new ECKeyGenerationParameters(new ECGost3410Parameters(domain, oid, oid, null), new SecureRandom()));
        var pair = generator.GenerateKeyPair();
        var key = (ECPrivateKeyParameters)pair.Private;

        var read = GostKeyCodec.ReadPrivate(GostKeyCodec.WritePrivate(key))!;
        var spki = GostKeyCodec.WritePublic(key);
        var shared = GostKeyCodec.ReadPublic(spki)!;
        Assert.Equal(key.D, read.D);
        Assert.Equal(((ECPublicKeyParameters)pair.Public).Q, shared.Q);

        // RFC 9215 section 4.2: digestParamSet with CryptoPro's curves, none with TC26's.
        Assert.Equal(curve.StartsWith("1.2.643.2.2.3", StringComparison.Ordinal), spki.AsSpan().IndexOf(new DerObjectIdentifier("1.2.643.7.1.1.2.2").GetEncoded()) >= 0);

        var suite = bits == 256 ? Suite.Gost256 : Suite.Gost512;
        var digest = suite.Digest("octets"u8).Value;
        Assert.True(GostSuite.Verify(shared, digest, suite.ImportKey(GostKeyCodec.WritePrivate(key)).SignDigest(digest)));
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x04)]
    [InlineData(0x71)]
    public void Private_keys_are_read_in_all_their_forms_whatever_their_first_octet(byte first)
    {
        // 02 and 04 are also the tags of an INTEGER and of an OCTET STRING.
        var written = Suite.Gost256.GenerateKey().ToPkcs8();
        written[^32] = first;
        var expected = GostKeyCodec.ReadPrivate(written)!.D;
        var little = written[^32..];

        // The writer nests the octet string: 04 22 04 20 key. Raw, as an INTEGER, and masked by one are the other forms.
        var head = written[..^36];
        Assert.Equal(expected, Read([0x04, 0x20, .. little]));
        var integer = new DerInteger(expected).GetEncoded();
        Assert.Equal(expected, Read([0x04, (byte)integer.Length, .. integer]));
        Assert.Equal(expected, Read([0x04, 0x40, .. little, 0x01, .. new byte[31]]));
        Assert.Null(Read([0x04, 0x20, .. new byte[32]]));
        Assert.Null(Read([0x04, 0x1F, .. little[1..]]));

        Org.BouncyCastle.Math.BigInteger? Read(byte[] privateKey)
        {
            byte[] info = [.. head, .. privateKey];
            info[1] = (byte)(info.Length - 2);
            return GostKeyCodec.ReadPrivate(info)?.D;
        }
    }

    [Fact]
    public void A_point_off_the_curve_is_no_key()
    {
        var spki = Suite.Gost256.GenerateKey().SubjectPublicKeyInfo;
        Assert.NotNull(GostKeyCodec.ReadPublic(spki));
        spki[^1] ^= 1;
        Assert.Null(GostKeyCodec.ReadPublic(spki));
        Assert.Null(GostKeyCodec.ReadPublic(spki.AsMemory(0, 20)));
        Assert.Null(GostKeyCodec.ReadPublic(Suite.Ecdsa.GenerateKey().SubjectPublicKeyInfo));
    }
}
