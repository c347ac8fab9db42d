using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Receipts: one file says a thing in one way, so that nothing passes but the very octets of a seed.</summary>
internal sealed class ReceiptTarget : FuzzTarget
{
    public override string Name => "receipt";

    public override IEnumerable<byte[]> MakeSeeds() => Town.Receipts();

    public override IReadOnlyList<string> Read(byte[] input) =>
        ReceiptFile.Open(input, Town.Directory, Stand.Noon).Verdict.Result == VerdictResult.Passed ? [Octets.Named("receipt", input)] : [];
}
