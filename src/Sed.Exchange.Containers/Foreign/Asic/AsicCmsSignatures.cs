using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>
/// CMS signatures in containers. In ASiC-S one is over the data object; in ASiC-E over the octets of the one manifest that names it, which lists entries
/// by digest: those are covered through it, and each is compared.
/// </summary>
internal sealed class AsicCmsSignatures(AsicLayout layout, AsicObjects objects, IReadOnlyList<AsicManifestFile> manifests, ForeignContainerRequest request)
{
    /// <summary>Verdicts about one signature file, and the names of the entries that it refers to, right or not.</summary>
    public (IReadOnlyList<SignatureVerdict> Verdicts, IReadOnlyList<string> Entries) Judge(ZipEntry entry)
    {
        var file = objects.Named(entry.Name)!;
        if (file.Length > DocumentSignature.MaxBytes) return ([Stopped(entry, FindingCodes.LimitExceeded, VerdictResult.Indeterminate, $"more than {DocumentSignature.MaxBytes} octets")], []);
        var octets = file.Read();
        var own = manifests.Where(manifest => objects.Find(manifest.SignatureUri) == file).ToList();
        return own switch
        {
            [] when layout.Kind == AsicKind.Simple => OverData(entry, octets),
            [_, ..] when layout.Kind == AsicKind.Simple => ([Stopped(entry, FindingCodes.CoveredTwice, VerdictResult.Failed, "a manifest names this signature, which ASiC-S has over its data object")], []),
            [var manifest] => OverManifest(entry, octets, manifest),
            [] when layout.Kind == AsicKind.Unsaid => OverData(entry, octets),
            // A signature that two manifests claim would be over one of them, and the other would be believed.
            [_, ..] => ([Stopped(entry, FindingCodes.CoveredTwice, VerdictResult.Failed, "several manifests name this signature")], []),
            [] => ([Stopped(entry, FindingCodes.ContentMissing, VerdictResult.Indeterminate, "no manifest names this signature")], []),
        };
    }

    private (IReadOnlyList<SignatureVerdict> Verdicts, IReadOnlyList<string> Entries) OverData(ZipEntry entry, byte[] octets)
    {
        if (layout.Data is not [var data]) return ([Stopped(entry, FindingCodes.ContentMissing, VerdictResult.Indeterminate, $"{layout.Data.Count} data objects instead of one")], []);
        using var content = objects.Named(data.Name)!.Open();
        return (DocumentSignature.Verify(content, octets, entry.Name, data.Name, request.Question), [data.Name]);
    }

    private (IReadOnlyList<SignatureVerdict> Verdicts, IReadOnlyList<string> Entries) OverManifest(ZipEntry entry, byte[] octets, AsicManifestFile manifest)
    {
        var verdicts = DocumentSignature.Verify(new MemoryStream(manifest.Octets, writable: false), octets, entry.Name, manifest.Entry.Name, request.Question);
        var now = AsicManifestCheck.Compare(manifest, objects, request.Question.Policy, request.Question.At);
        return (
            [.. verdicts.Select(verdict => verdict.IsCounter ? verdict : Through(verdict, ListedFor(verdict)))],
            [.. now.Select(item => item.Entry?.Name).OfType<string>()]);

        // With the signature the list is proven to be as old as that.
        IReadOnlyList<(OutsideObject? Entry, Finding Finding, string? SubIndication)> ListedFor(SignatureVerdict verdict) =>
            verdict.TimeUsed is { } time && time != request.Question.At ? AsicManifestCheck.Compare(manifest, objects, request.Question.Policy, time) : now;
    }

    // What the manifest lists is covered when the manifest is, and when it is what the manifest says.
    private static SignatureVerdict Through(SignatureVerdict verdict, IReadOnlyList<(OutsideObject? Entry, Finding Finding, string? SubIndication)> listed)
    {
        var worst = listed.FirstOrDefault(item => item.Finding.Result == VerdictResult.Failed);
        if (worst.Finding is null) worst = listed.FirstOrDefault(item => item.Finding.Result == VerdictResult.Indeterminate);
        var isWorse = worst.Finding is not null && verdict.Result != VerdictResult.Failed && (worst.Finding.Result == VerdictResult.Failed || verdict.Result == VerdictResult.Passed);
        return verdict with
        {
            Result = isWorse ? worst.Finding!.Result : verdict.Result,
            SubIndication = isWorse ? worst.SubIndication : verdict.SubIndication,
            Covers = verdict.Covers.Count == 0 ? [] : [.. verdict.Covers, .. listed.Where(item => item.Finding.Result == VerdictResult.Passed).Select(item => item.Entry!.Name).Distinct()],
            Findings = [.. verdict.Findings.Concat(listed.Select(item => item.Finding)).OrderBy(finding => finding.Stage)],
        };
    }

    private static SignatureVerdict Stopped(ZipEntry entry, string code, VerdictResult result, string seen) => new(
        entry.Name, result, result == VerdictResult.Failed ? SubIndications.FormatFailure : SubIndications.SignedDataNotFound, null, "CMS", null, [],
        [new Finding(code, VerdictStage.Coverage, result, seen), new Finding(FindingCodes.SignatureNotChecked, VerdictStage.Signature, VerdictResult.NotChecked)]);
}
