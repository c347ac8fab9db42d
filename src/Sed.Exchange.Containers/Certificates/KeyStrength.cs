using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>A kind of key, as policies call it, and its size.</summary>
/// <param name="Kind"><c>rsa</c>, <c>ecdsa</c>, <c>gost-2001</c> or <c>gost-2012</c>.</param>
/// <param name="Bits">Of the modulus, or of the curve's field.</param>
internal sealed record KeyStrength(string Kind, int Bits)
{
    /// <summary>The strength of a key; null: it is of a kind that is not supported, or malformed.</summary>
    public static KeyStrength? Of(SubjectKey key)
    {
        if (key.Algorithm == PssParameters.Oid) return RsaPss.SizeOf(key) is { } bits ? new KeyStrength("rsa", bits) : null;
        if (key.Gost is { } gost) return new KeyStrength(key.Algorithm == GostKeyCodec.Algorithm2001 ? "gost-2001" : "gost-2012", 8 * GostKeyCodec.SizeOf(gost.Parameters));
        if (key.RsaBits is { } modulus) return new KeyStrength("rsa", modulus);
        return key.CurveBits is { } curve ? new KeyStrength("ecdsa", curve) : null;
    }
}
