using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Transport containers: nothing passes but the very octets of a seed.</summary>
internal sealed class ContainerTarget : FuzzTarget
{
    public override string Name => "container";

    public override IEnumerable<byte[]> MakeSeeds() => Town.Containers();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var opened = ContainerFile.Open(new MemoryStream(input, writable: false), ContainerLimits.Default, Town.Directory, Stand.Noon, CancellationToken.None);
        return opened.Verdict.Result == VerdictResult.Passed ? [Octets.Named("container", input)] : [];
    }
}
