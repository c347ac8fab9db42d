using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>The signatures file of a container, by our own narrow profile and as one of others, over two letters that lie beside it.</summary>
internal sealed class XadesTarget : FuzzTarget
{
    private static readonly Dictionary<string, byte[]> Letters = AsicSeeds.Files.ToDictionary(file => ReferenceUri.Escape(file.Name), file => file.Content);
    private static readonly Dictionary<string, byte[]> OtherLetters = Letters.ToDictionary(letter => letter.Key, letter => (byte[])[.. letter.Value, 0]);

    public override string Name => "xades";

    public override int Readings => 3;

    public override int SignaturesIn(byte[] input) => input.AsSpan().Count("SignatureValue"u8);

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("xades", [".xml"])];

    public override IEnumerable<byte[]> MakeSeeds() => AsicSeeds.XadesFiles();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var proven = new List<string>();
        var own = Xades.Read(input);
        if (own.Result == VerdictResult.Passed)
            proven.AddRange(own.References.Select(reference => $"{reference.Uri} {reference.Digest}").Append($"at {own.SigningTime:O}"));
        var verdict = Judge(input, Letters);
        if (verdict.Result == VerdictResult.Passed && Judge(input, OtherLetters).Result == VerdictResult.Passed && verdict.Signatures.Any(signature => signature.Covers.Any(Letters.ContainsKey)))
            throw new ViolationException("right over two letters");
        foreach (var signature in verdict.Signatures.Where(signature => signature is { Result: VerdictResult.Passed, IsCounter: false })) proven.AddRange(signature.Covers);
        return proven;
    }

    private static Verdict Judge(byte[] input, IReadOnlyDictionary<string, byte[]> letters) =>
        SignedXmlDocument.Verify(input, new ForeignXmlRequest { Question = Stand.Crypto, Contents = letters });
}
