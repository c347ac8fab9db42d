using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>ecdsa-p256-sha256.</summary>
internal sealed class EcdsaSuite : Suite
{
    public static EcdsaSuite P256Sha256 { get; } = new();

    private EcdsaSuite()
    {
    }

    public override string Name => "ecdsa-p256-sha256";

    public override string DigestName => "sha-256";

    public override SignatureFormat Format => SignatureFormat.Xades;

    public override int DigestLength => 32;

    public override Digester CreateDigester() => throw new NotImplementedException();

    public override bool VerifyDigest(Certificate signer, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        throw new NotImplementedException();

    public override bool Accepts(Certificate certificate) => throw new NotImplementedException();
}
