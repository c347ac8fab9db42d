using Org.BouncyCastle.Crypto;

namespace Sed.Exchange.Containers.Suites;

/// <summary>The digests that only BouncyCastle has.</summary>
internal sealed class BouncyCastleDigester(IDigest digest, string name) : Digester
{
    public override void Append(ReadOnlySpan<byte> data) => digest.BlockUpdate(data);

    public override DigestValue Finish()
    {
        var value = new byte[digest.GetDigestSize()];
        digest.DoFinal(value, 0);
        return new DigestValue(name, value);
    }
}
