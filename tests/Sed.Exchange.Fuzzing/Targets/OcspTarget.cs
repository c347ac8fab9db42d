using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>OCSP answers. Only an answer that the authority or its delegate signed tells that a certificate is in force.</summary>
internal sealed class OcspTarget : FuzzTarget
{
    public override string Name => "ocsp";

    public override IEnumerable<byte[]> MakeSeeds() => Stand.Answers();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        if (OcspAnswer.Parse(input) is not { } answer) return [];
        _ = $"{answer.ProducedAt} {answer.NextUpdate} {answer.Thumbprint}";
        return Stand.InForce(new RevocationMaterial([], [answer]));
    }
}
