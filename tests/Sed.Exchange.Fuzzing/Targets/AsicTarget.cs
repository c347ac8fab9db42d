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

    // In an ASiC-S a manifest that names the signature hides that it is right over the file: what mutants may say when they have lost the manifest, the seed says without it.
    public override IEnumerable<byte[]> Seeds() => base.Seeds().SelectMany(seed => AsicSeeds.WithoutManifests(seed) is { } bare ? new[] { seed, bare } : [seed]);

    public override IReadOnlyList<string> Read(byte[] input)
    {
        var request = new ForeignContainerRequest { Question = Stand.Crypto };
        var verdict = ForeignContainer.Verify(new MemoryStream(input, writable: false), request, CancellationToken.None);
        List<SignatureVerdict> passed = [.. verdict.Signatures.Where(signature => signature is { Result: VerdictResult.Passed, IsCounter: false })];
        if (passed.Count == 0 && verdict.Result != VerdictResult.Passed) return [];
        // XAdES signs names of what it refers to, and a manifest those of what it lists. What a CMS signature itself is over, the file of an ASiC-S or a manifest, it signs whatever it is called.
        var nameless = passed.Where(IsCms).SelectMany(signature => signature.Covers.Take(1)).ToHashSet(StringComparer.Ordinal);
        var named = passed.SelectMany(signature => signature.Covers.Skip(IsCms(signature) ? 1 : 0)).ToHashSet(StringComparer.Ordinal);
        var zip = ZipReader.Read(new MemoryStream(input, writable: false), request.Rules, CancellationToken.None);
        var proven = new List<string>();
        foreach (var entry in zip.Entries.Where(entry => !entry.IsFolder))
        {
            if (nameless.Contains(entry.Name)) proven.Add(Octets.Named("octets", zip.ReadAll(entry)));
            else if (verdict.Result == VerdictResult.Passed && IsContent(entry.Name)) named.Add(entry.Name);
            if (named.Contains(entry.Name)) proven.Add(Octets.Named(entry.Name, zip.ReadAll(entry)));
        }

        return proven;
    }

    private static bool IsCms(SignatureVerdict signature) => signature.Format == "CMS" || signature.Format.StartsWith("CAdES-", StringComparison.Ordinal);

    private static bool IsContent(string name) => name != "mimetype" && !name.StartsWith("META-INF/", StringComparison.Ordinal);
}
