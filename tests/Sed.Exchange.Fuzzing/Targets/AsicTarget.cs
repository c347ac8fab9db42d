using Sed.Exchange.Containers.Foreign.Asic;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Signed containers of others. Every file of a container that passes, and every entry that a passed signature says it covers, is one of a seed's.</summary>
internal sealed class AsicTarget : FuzzTarget
{
    public override string Name => "asic";

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("asic", [])];

    public override IEnumerable<byte[]> MakeSeeds() => AsicSeeds.All();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var request = new ForeignContainerRequest { Question = Stand.Crypto };
        var verdict = ForeignContainer.Verify(new MemoryStream(input, writable: false), request, CancellationToken.None);
        var covered = verdict.Signatures.Where(signature => signature is { Result: VerdictResult.Passed, IsCounter: false }).SelectMany(signature => signature.Covers).ToHashSet(StringComparer.Ordinal);
        if (covered.Count == 0 && verdict.Result != VerdictResult.Passed) return [];
        var zip = ZipReader.Read(new MemoryStream(input, writable: false), request.Rules, CancellationToken.None);
        // ASiC-S: the signature is over the one file whatever it is called (EN 319 162-1 section 4.3.3).
        var isSimple = zip.Entries.Any(entry => entry.Name == "mimetype" && zip.ReadAll(entry).AsSpan().SequenceEqual("application/vnd.etsi.asic-s+zip"u8));
        return [.. zip.Entries
            .Where(entry => !entry.IsFolder && (covered.Contains(entry.Name) || (verdict.Result == VerdictResult.Passed && IsContent(entry.Name))))
            .Select(entry => Octets.Named(isSimple && IsContent(entry.Name) ? "the file" : entry.Name, zip.ReadAll(entry)))];
    }

    private static bool IsContent(string name) => name != "mimetype" && !name.StartsWith("META-INF/", StringComparison.Ordinal);
}
