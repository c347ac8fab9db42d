using Org.BouncyCastle.Crypto.Parameters;

namespace Sed.Exchange.Containers.Suites;

/// <summary>What working out a public key gives; null throughout: it is none that is known here.</summary>
/// <param name="Gost">The key when it is one of GOST R 34.10.</param>
/// <param name="RsaBits">Bits of its modulus when it is an RSA key.</param>
/// <param name="CurveBits">Bits of its curve when it is an ECDSA key on a named curve.</param>
internal sealed record KeyFacts(ECPublicKeyParameters? Gost = null, int? RsaBits = null, int? CurveBits = null)
{
    /// <summary>True: there is a key.</summary>
    public bool IsKey => Gost is not null || RsaBits is not null || CurveBits is not null;
}
