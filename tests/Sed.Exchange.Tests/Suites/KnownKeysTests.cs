using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Containers;

namespace Sed.Exchange.Tests.Suites;

/// <summary>A key that was worked out before is the same key, and no other; what is no key is worked out each time.</summary>
public sealed class KnownKeysTests
{
    [Fact]
    public void A_key_that_comes_again_is_not_worked_out_again()
    {
        var octets = Keys.Get(Suite.Gost256, "known").Certificate.SubjectPublicKeyInfo.ToArray();

        // Tests beside this one may make everything be forgotten between two looks, but not each time.
        Assert.NotNull(SubjectKey.Read(octets)!.Gost);
        Assert.Contains(Enumerable.Range(0, 10), _ => ReferenceEquals(SubjectKey.Read(octets)!.Gost, SubjectKey.Read((byte[])octets.Clone())!.Gost));
    }

    [Theory]
    [InlineData("gost-2012-256")]
    [InlineData("rsa-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public void A_key_with_one_bit_changed_is_another_key(string name)
    {
        var suite = Suite.Find(name)!;
        var key = Keys.Get(suite, "known");
        var digest = suite.Digest("letter"u8).Value;
        var signature = key.SignDigest(digest);
        Assert.True(suite.VerifyDigest(key.Certificate, digest, signature));

        var octets = key.Certificate.Der.ToArray();
        var place = octets.AsSpan().IndexOf(key.Certificate.SubjectPublicKeyInfo) + key.Certificate.SubjectPublicKeyInfo.Length - 9;
        octets[place] ^= 1;

        var other = Certificate.Parse(octets);
        Assert.NotNull(other);
        Assert.False(suite.VerifyDigest(other, digest, signature));
    }

    [Fact]
    public void However_many_keys_come_no_more_than_some_are_kept()
    {
        var real = SubjectKey.Read(Keys.Get(Suite.Rsa, "known").Certificate.SubjectPublicKeyInfo.ToArray())!;
        var modulus = real.Octets.ToArray();
        for (var number = 0; number < 2 * KnownKeys.Most; number++)
        {
            // Any odd modulus is a key as long as nobody verifies with it.
            modulus[100] = (byte)number;
            modulus[101] = (byte)(number >> 8);
            Assert.Equal(2048, SubjectKey.Read((byte[])modulus.Clone())!.RsaBits);
            // Whoever adds at the same moment is one more.
            Assert.InRange(KnownKeys.Count, 0, KnownKeys.Most + 64);
        }

        Assert.Equal(2048, real.RsaBits);
    }

    [Fact]
    public void What_is_no_key_is_not_kept()
    {
        var point = Keys.Get(Suite.Gost256, "known").Certificate.SubjectPublicKeyInfo.ToArray();
        point[^1] ^= 1;

        Assert.Null(SubjectKey.Read(point)!.Gost);
        Assert.False(KnownKeys.Of(SubjectKey.Read(point)!).IsKey);
    }
}
