using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Time-stamp tokens and answers with one, over the letter. A token that holds says what the authority said.</summary>
internal sealed class TimestampTarget : FuzzTarget
{
    private static readonly PathQuestion Question = new() { At = Stand.Noon, Anchors = new TrustAnchors([Stand.Root.Certificate], []) };

    public override string Name => "tst";

    public override IEnumerable<byte[]> MakeSeeds() => CmsSeeds.Tokens();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var outcome = TimestampJudgement.Judge(input, TimestampKind.File, "letter", digest => (digest.Digest(Stand.Letter), null), Question);
        return outcome.IsRight ? [Octets.Named("stamped", TimestampToken.Read(input).Cms.Content!)] : [];
    }
}
