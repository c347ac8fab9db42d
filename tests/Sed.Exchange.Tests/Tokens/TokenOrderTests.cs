using Sed.Exchange.Adapters.Tokens;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Containers;

namespace Sed.Exchange.Tests.Tokens;

/// <summary>
/// A token's order of octets is found by what verifies. No token that signs GOST can be had here: a key in memory speaks each order that the documents of
/// vendors describe.
/// </summary>
public sealed class TokenOrderTests
{
    public static TheoryData<string, int> Orders
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var suite in new[] { Suite.Gost256, Suite.Gost512 })
            {
                for (var order = 0; order < TokenOrder.OfGost.Count; order++) rows.Add(suite.Name, order);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Whatever_order_a_token_speaks_one_restores_it_and_no_other(string name, int spoken)
    {
        var suite = Suite.Find(name)!;
        var key = Keys.Get(suite, "seal");
        var mechanism = TokenMechanism.Of(suite);
        byte[] digest = suite.Digest("something to sign"u8).Value.ToArray();

        // The token: takes the digest in its order, gives the value in its order. Each order is its own inverse but the two of both turns.
        byte[] Sign(byte[] input)
        {
            if (TokenOrder.OfGost[spoken].DigestReversed) Array.Reverse(input);
            return Speak(key.SignDigest(input), TokenOrder.OfGost[spoken]);
        }

        var found = mechanism.Orders.Where(order => suite.VerifyDigest(key.Certificate, digest, order.Restore(Sign(mechanism.Input(digest, order))))).ToList();

        Assert.Equal([TokenOrder.OfGost[spoken]], found);
    }

    [Fact]
    public void Rsa_and_ecdsa_have_one_order_and_rsa_gets_the_digest_in_its_frame()
    {
        byte[] digest = Suite.Rsa.Digest("x"u8).Value.ToArray();

        Assert.Equal([TokenOrder.Usual], TokenMechanism.Of(Suite.Rsa).Orders);
        Assert.Equal([TokenOrder.Usual], TokenMechanism.Of(Suite.Ecdsa).Orders);
        Assert.Equal(digest, TokenMechanism.Of(Suite.Ecdsa).Input(digest, TokenOrder.Usual));
        var framed = TokenMechanism.Of(Suite.Rsa).Input(digest, TokenOrder.Usual);
        Assert.Equal(19 + 32, framed.Length);
        Assert.Equal(framed.Length - 2, framed[1]);
        Assert.Equal(digest, framed[19..]);
    }

    private static byte[] Speak(byte[] value, TokenOrder order)
    {
        var half = value.Length / 2;
        byte[] spoken = order.HalvesSwapped ? [.. value[half..], .. value[..half]] : [.. value];
        if (order.ValueReversed) Array.Reverse(spoken);
        return spoken;
    }
}
