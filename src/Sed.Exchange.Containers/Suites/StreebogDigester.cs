using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Sed.Exchange.Containers.Suites;

/// <summary>GOST R 34.11-2012, "Streebog" (RFC 6986), of 256 or 512 bits.</summary>
internal sealed class StreebogDigester(int bits) : Digester
{
    private readonly IDigest _digest = bits == 256 ? new Gost3411_2012_256Digest() : new Gost3411_2012_512Digest();

    public override void Append(ReadOnlySpan<byte> data) => _digest.BlockUpdate(data);

    public override DigestValue Finish()
    {
        var value = new byte[_digest.GetDigestSize()];
        _digest.DoFinal(value, 0);
        return new DigestValue(NameOf(bits), value);
    }

    public static string NameOf(int bits) => bits == 256 ? "gost-3411-2012-256" : "gost-3411-2012-512";
}
