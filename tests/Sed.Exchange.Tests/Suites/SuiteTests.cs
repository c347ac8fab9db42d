using System.Text;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Suites;

public class SuiteTests
{
    public static TheoryData<string> Names => Authorities.SuiteNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_signature_verifies_under_its_certificate_and_nothing_else_does(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Authorities.SealKey(suite);
        var digest = suite.Digest("octets"u8).Value.ToArray();
        var signature = key.SignDigest(digest);

        Assert.True(suite.VerifyDigest(key.Certificate, digest, signature));
        Assert.False(suite.VerifyDigest(Authorities.Root(suite).Certificate, digest, signature));
        Assert.False(suite.VerifyDigest(key.Certificate, suite.Digest("other octets"u8).Value, signature));
        Assert.False(suite.VerifyDigest(key.Certificate, digest.AsSpan(0, digest.Length - 1), signature));
        Assert.False(suite.VerifyDigest(key.Certificate, digest, []));
        Assert.False(suite.VerifyDigest(key.Certificate, digest, new byte[signature.Length]));
        foreach (var other in Suite.All.Where(other => other != suite)) Assert.False(other.VerifyDigest(key.Certificate, digest, signature));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_signature_has_exactly_one_length(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Authorities.SealKey(suite);
        var digest = suite.Digest("octets"u8).Value;
        var signature = key.SignDigest(digest);

        Assert.Equal(name switch { "gost-2012-512" => 128, "rsa-sha256" => 256, _ => 64 }, signature.Length);
        Assert.False(suite.VerifyDigest(key.Certificate, digest, [.. signature, 0]));
        Assert.False(suite.VerifyDigest(key.Certificate, digest, [0, .. signature]));
        Assert.False(suite.VerifyDigest(key.Certificate, digest, signature.AsSpan(0, signature.Length - 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_bit_anywhere_in_the_signature_is_seen(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Authorities.SealKey(suite);
        var digest = suite.Digest("octets"u8).Value;
        var signature = key.SignDigest(digest);
        for (var index = 0; index < signature.Length; index += 7)
        {
            signature[index] ^= 0x10;
            Assert.False(suite.VerifyDigest(key.Certificate, digest, signature));
            signature[index] ^= 0x10;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_certificate_chooses_the_suite(string name)
    {
        var suite = Suite.Find(name)!;
        Assert.Same(suite, Suite.Of(Authorities.Root(suite).Certificate));
        Assert.Same(suite, Authorities.SealKey(suite).Suite);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Signing_from_several_threads_gives_right_signatures(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Authorities.SealKey(suite);
        var digest = suite.Digest("octets"u8);
        var signatures = new byte[16][];
        Parallel.For(0, signatures.Length, index => signatures[index] = key.SignDigest(digest.Value));
        Assert.All(signatures, signature => Assert.True(suite.VerifyDigest(key.Certificate, digest.Value, signature)));
    }

    // RFC 6986 section 10.1 (message M1) and FIPS 180-4.
    [Theory]
    [InlineData("gost-2012-256", "012345678901234567890123456789012345678901234567890123456789012", "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500")]
    [InlineData("gost-2012-512", "012345678901234567890123456789012345678901234567890123456789012", "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48")]
    [InlineData("rsa-sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ecdsa-p256-sha256", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Digests_are_the_published_ones_however_the_octets_arrive(string name, string message, string hex)
    {
        using var digester = Suite.Find(name)!.CreateDigester();
        foreach (var octet in Encoding.ASCII.GetBytes(message)) digester.Append([octet]);
        Assert.Equal(hex, digester.Finish().Hex);
        Assert.Equal(hex, Suite.Find(name)!.Digest(Encoding.ASCII.GetBytes(message)).Hex);
    }
}
