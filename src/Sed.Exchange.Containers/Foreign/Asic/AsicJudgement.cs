using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>The verdict about one container of somebody else: its kind, every signature with the entries it covers, what nobody covers, time-stamps.</summary>
internal sealed class AsicJudgement(ZipReading zip, ForeignContainerRequest request, CancellationToken cancel)
{
    private readonly AsicLayout _layout = new(zip);
    private readonly AsicObjects _objects = new(zip);
    private readonly List<Finding> _findings = [];
    private readonly List<SignatureVerdict> _signatures = [];
    private readonly HashSet<string> _referenced = new(StringComparer.Ordinal);

    public Verdict Judge()
    {
        var files = _layout.XmlSignatures.Count + _layout.CmsSignatures.Count + _layout.Manifests.Count + _layout.Timestamps.Count;
        if (files > request.Signatures)
        {
            var excess = new Finding(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Indeterminate, $"more than {request.Signatures} signatures and manifests");
            return Conclude(request, VerdictResult.Indeterminate, [], [excess]);
        }

        // 1. What it says it is, and what it says is in it.
        Kind();
        MediaTypes();
        var manifests = ReadManifests();

        // 2. Signatures.
        foreach (var entry in _layout.XmlSignatures) XmlSignatures(entry);
        var cms = new AsicCmsSignatures(_layout, _objects, manifests, request);
        foreach (var entry in _layout.CmsSignatures)
        {
            cancel.ThrowIfCancellationRequested();
            var (verdicts, entries) = cms.Judge(entry);
            _signatures.AddRange(verdicts);
            _referenced.UnionWith(entries);
        }

        // 3. What nobody signed. 4. Time-stamps and evidence records, which sign nothing.
        var hasSigner = _signatures.Exists(signature => !signature.IsCounter);
        if (hasSigner) Coverage();
        var evidence = AsicEvidence.Judge(_layout, _objects, manifests, request);
        _findings.AddRange(evidence);
        if (!hasSigner) NothingSigned(evidence.Count > 0);
        return Conclude(request, Result(), _signatures, [.. _findings.OrderBy(finding => finding.Stage)]);
    }

    /// <summary>The verdict.</summary>
    public static Verdict Conclude(
        ForeignContainerRequest request, VerdictResult result, IReadOnlyList<SignatureVerdict> signatures, IReadOnlyList<Finding> findings)
    {
        var (time, why) = VerdictTime.Of(signatures, request.Question);
        return new Verdict(VerdictType.Container, result, request.Question.At, time, why, request.Question.Policy.Id, signatures, findings);
    }

    private VerdictResult Result()
    {
        List<VerdictResult> results = [.. _findings.Where(finding => finding.Stage != VerdictStage.Time).Select(finding => finding.Result), .. _signatures.Select(signature => signature.Result)];
        return results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : results.Contains(VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
            : VerdictResult.Passed;
    }

    private void Kind()
    {
        if (_layout.Kind == AsicKind.Other) Add(FindingCodes.MimetypeWrong, VerdictStage.Format, VerdictResult.Failed, _layout.Mimetype);
        else if (_layout.Kind == AsicKind.Foreign) Add(FindingCodes.ContainerKindUnsupported, VerdictStage.Format, VerdictResult.Indeterminate, _layout.Mimetype);
        else if (_layout.Kind == AsicKind.Unsaid) Add(FindingCodes.ContainerKindUnsaid, VerdictStage.Format, VerdictResult.NotChecked);
        else Add(FindingCodes.ContainerKindSaid, VerdictStage.Format, VerdictResult.Passed, _layout.Mimetype);
    }

    // Nobody signed this list, except in OpenDocument; but one that names a file which is not there says that something was taken out.
    private void MediaTypes()
    {
        foreach (var entry in _layout.MediaTypes)
        {
            if (entry.Size > request.Limits.Bytes) continue;
            var (document, _) = ForeignXml.Load(zip.ReadAll(entry), request.Limits);
            if (document is null) continue;
            var absent = XmlTree.Elements(document.DocumentElement!)
                .Where(element => element.LocalName == "file-entry")
                .Select(element => element.Attributes.OfType<System.Xml.XmlAttribute>().FirstOrDefault(attribute => attribute.LocalName == "full-path")?.Value ?? "")
                .FirstOrDefault(path => path.Length > 0 && !path.EndsWith('/') && _objects.Find(path) is null);
            if (absent is not null) Add(FindingCodes.ListedFileAbsent, VerdictStage.Format, VerdictResult.Indeterminate, Short(absent));
        }
    }

    private List<AsicManifestFile> ReadManifests()
    {
        var manifests = new List<AsicManifestFile>();
        foreach (var entry in _layout.Manifests)
        {
            var (manifest, failure) = AsicManifestFile.Read(_objects.Named(entry.Name)!, request.Limits);
            if (manifest is not null) manifests.Add(manifest);
            // A manifest of time-stamps or evidence records takes their evidence away, not the signature.
            else _findings.Add(_layout.CmsSignatures.Count > 0 && !IsArchive(entry) ? failure! : failure! with { Stage = VerdictStage.Time });
        }

        return manifests;
    }

    private static bool IsArchive(ZipEntry entry) =>
        entry.Name.Contains("Archive", StringComparison.OrdinalIgnoreCase) || entry.Name.Contains("EvidenceRecord", StringComparison.OrdinalIgnoreCase);

    private void XmlSignatures(ZipEntry entry)
    {
        cancel.ThrowIfCancellationRequested();
        if (entry.Size > request.Limits.Bytes)
        {
            Add(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Indeterminate, entry.Name);
            return;
        }

        var question = new ForeignXmlRequest
        {
            Question = request.Question,
            Container = _objects.AsOutside(),
            Limits = request.Limits,
        };
        var (signatures, stopped) = SignedXmlDocument.Judge(zip.ReadAll(entry), question, $"{entry.Name}#");
        if (stopped is not null) Add(stopped.Code, stopped.Stage, stopped.Result, stopped.Seen is null ? entry.Name : $"{entry.Name}: {stopped.Seen}");
        foreach (var signature in signatures)
        {
            // A counter-signature that is over an entry too has a signer who answers for it.
            _signatures.Add(signature.Verdict);
            _referenced.UnionWith(signature.Entries);
        }
    }

    private void Coverage()
    {
        var unsigned = _layout.Data.Where(entry => !_referenced.Contains(entry.Name)).Select(entry => Short(entry.Name)).ToList();
        if (unsigned.Count > 0)
            Add(FindingCodes.NotCovered, VerdictStage.Coverage, VerdictResult.Failed, string.Join(", ", unsigned.Take(10)) + (unsigned.Count > 10 ? $", … ({unsigned.Count})" : ""));
        else if (_layout.Data.Count == 0)
            Add(FindingCodes.NotCovered, VerdictStage.Coverage, VerdictResult.Failed, "nothing to cover");
        else
            Add(FindingCodes.EveryFileCovered, VerdictStage.Coverage, VerdictResult.Passed, $"{_layout.Data.Count}");
    }

    private void NothingSigned(bool hasEvidence)
    {
        // A signature file that could not be read has said so already.
        if (_findings.Exists(finding => finding is { Stage: VerdictStage.Format, Result: VerdictResult.Failed or VerdictResult.Indeterminate, Code: not FindingCodes.ListedFileAbsent })) return;
        if (hasEvidence) Add(FindingCodes.NothingSigned, VerdictStage.Format, VerdictResult.Indeterminate, "time-stamps or evidence records only");
        else Add(FindingCodes.NothingSigned, VerdictStage.Format, VerdictResult.Failed, "no signature");
    }

    // Names of entries are shown, but a long one would fill a verdict.
    private static string Short(string name) => name.Length > 100 ? name[..100] + "…" : name;

    private void Add(string code, VerdictStage stage, VerdictResult result, string? seen = null) => _findings.Add(new Finding(code, stage, result, seen));
}
