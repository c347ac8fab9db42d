using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>XML that others signed. A document that passes says the same as one of the seeds, whatever it looks like.</summary>
internal sealed class XmlTarget : FuzzTarget
{
    private static readonly PathQuestion Trusting = new() { At = Stand.Noon, Anchors = new TrustAnchors([Stand.Root.Certificate], []) };

    public override string Name => "xml";

    public override int Readings => 2;

    public override int SignaturesIn(byte[] input) => input.AsSpan().Count("SignatureValue"u8);

    public override IReadOnlyList<(string Folder, string[] Endings)> References =>
        [("xml-attack", [".xml"]), ("xmldsig", [".xml"]), ("xmldsig-gost", [".xml"]), ("xades", [".xml"])];

    public override IEnumerable<byte[]> MakeSeeds() => SignedXmlSeeds.All();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var right = SignedXmlDocument.Verify(input, new ForeignXmlRequest { Question = Stand.Crypto });
        var trusted = SignedXmlDocument.Verify(input, new ForeignXmlRequest { Question = Trusting });
        if (trusted.Result == VerdictResult.Passed && right.Result != VerdictResult.Passed) throw new ViolationException("trusted without being right");
        // Signature by signature: what one proves does not depend on the others, one of which may be wrong in a seed and gone in a mutant.
        return [.. right.Signatures.Select((signature, index) => (signature, index))
            .Where(row => row.signature is { Result: VerdictResult.Passed, IsCounter: false })
            .Select(row => SaidText.Of(input, row.index))];
    }
}
