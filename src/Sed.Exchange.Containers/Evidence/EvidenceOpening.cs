using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>Opens one evidence file: form, directories, container, receipts, proofs, in this order.</summary>
internal sealed class EvidenceOpening
{
    /// <summary>Parts besides the container at most, together; they are read into memory one by one.</summary>
    private const long PartsBytes = 512L * 1024 * 1024;

    private const int Entries = 10_000;

    private readonly ZipReading _zip;
    private readonly ContainerLimits _limits;
    private readonly IReadOnlyCollection<string> _fingerprints;
    private readonly PathChecking _paths;
    private readonly PathQuestion _question;
    private readonly DateTimeOffset _at;
    private readonly List<Finding> _findings = [];
    private readonly List<SignatureVerdict> _signatures = [];
    private readonly List<VerdictResult> _results = [];

    private EvidenceOpening(
        ZipReading zip, ContainerLimits limits, IReadOnlyCollection<string> fingerprints, PathChecking paths, PathQuestion question, DateTimeOffset at)
    {
        _question = question;
        _zip = zip;
        _limits = limits;
        _fingerprints = fingerprints;
        _paths = paths;
        _at = at;
    }

    public static OpenedEvidence Open(
        Stream input, ContainerLimits limits, IReadOnlyCollection<string> fingerprints, PathChecking paths, PathQuestion question, DateTimeOffset at, CancellationToken cancel)
    {
        var rules = ZipRules.Canonical with
        {
            FileBytes = limits.ContainerBytes + PartsBytes,
            EntryBytes = limits.ContainerBytes,
            TotalBytes = limits.ContainerBytes + PartsBytes,
            Entries = Entries,
        };
        var opening = new EvidenceOpening(ZipReader.Read(input, rules, cancel), limits, fingerprints, paths, question, at);
        return opening.CheckForm(cancel) ? opening.Judge(cancel) : opening.Conclude(null, [], [], null);
    }

    private bool CheckForm(CancellationToken cancel)
    {
        if (_zip.Fault is { } fault) return Refuse(ZipFindings.Of(fault));
        if (_zip.CheckContents(cancel) is { } content) return Refuse(ZipFindings.Of(content));
        var names = _zip.Entries.Select(entry => entry.Name).ToList();
        foreach (var missing in EvidenceLayout.Single.Except(names)) Fail(FindingCodes.EntryMissing, missing);
        foreach (var entry in _zip.Entries)
        {
            var isKnown = EvidenceLayout.Single.Contains(entry.Name) || entry.Name == EvidenceLayout.Capture || EvidenceLayout.Folders.Any(folder => entry.Name.StartsWith(folder, StringComparison.Ordinal));
            if (!isKnown) Fail(FindingCodes.EntryUnexpected, $"entry {entry.Index}");
            if (entry.Name != EvidenceLayout.Container && entry.Size > DirectoryFile.MaxBytes) Fail(FindingCodes.LimitExceeded, $"entry {entry.Index}: {entry.Size} octets");
        }

        return _findings.Count == 0;
    }

    private OpenedEvidence Judge(CancellationToken cancel)
    {
        var receiptParts = Parts(EvidenceLayout.Receipts);
        var origin = SerialAtOrigin(receiptParts);
        var directories = OpenDirectories(receiptParts, isLastNeeded: origin is null);
        var container = OpenContainer(origin, directories, cancel);
        var receipts = receiptParts.Select(part => (part.Entry, OpenReceipt(part, container, directories, origin))).ToList();
        if (receipts.Count == 0) _findings.Add(new(FindingCodes.EvidenceNoReceipt, VerdictStage.Coverage, VerdictResult.Indeterminate));
        var time = EvidenceTimes.Judge(_zip, container, receiptParts, receipts, _question);
        _findings.AddRange(time.Findings);
        CheckProofs(cancel);
        var captured = CheckCapture(container);
        return Conclude(container, receipts, directories, time) with { Captured = CapturedMaterial.Read(captured) };
    }

    private List<OpenedDirectory> OpenDirectories(IEnumerable<EvidencePart> receipts, bool isLastNeeded)
    {
        var opened = new List<OpenedDirectory>();
        var needed = receipts.Select(part => ReceiptFile.OpenCryptoOnly(part.Octets, _at).Receipt?.DirectorySerial).OfType<long>().ToHashSet();
        var parts = Parts(EvidenceLayout.Directories).Select(part => (Part: part, Alone: DirectoryFile.OpenCryptoOnly(part.Octets, _at)))
            .OrderBy(item => item.Alone.Directory?.Serial)
            .ToList();
        ExchangeDirectory? previous = null;
        foreach (var (index, (part, alone)) in parts.Index())
        {
            var directory = _paths == PathChecking.NotAsked ? alone : DirectoryFile.Open(part.Octets, FingerprintFor(alone), previous, _at);
            opened.Add(directory);

            // Only a trusted directory passes its trust on to the next.
            if (directory.Verdict.Result == VerdictResult.Passed) previous = directory.Directory;

            // What only leads from one signer of directories to the next proves nothing to whoever begins behind it, and takes nothing away.
            var isUsed = (alone.Directory is { } read && needed.Contains(read.Serial)) || (isLastNeeded && index == parts.Count - 1);
            var isTrusted = directory.Verdict.AllFindings().All(finding => finding.Stage != VerdictStage.Path || finding.Result is VerdictResult.Passed or VerdictResult.NotChecked);
            Add(FindingCodes.EvidenceDirectory, part.Entry, isUsed || isTrusted ? directory.Verdict : alone.Verdict);
        }

        return opened;
    }

    private string? FingerprintFor(OpenedDirectory alone)
    {
        var signer = alone.Verdict.Signatures is [var signature, ..] ? signature.Signer?.Thumbprint : null;
        return _fingerprints.FirstOrDefault(fingerprint => DirectoryFile.IsFingerprint(fingerprint, signer)) ?? _fingerprints.FirstOrDefault();
    }

    /// <summary>The serial by which the origin judged, as its Accepted says; null when there is none to tell.</summary>
    private long? SerialAtOrigin(IEnumerable<EvidencePart> receipts) => receipts
        .Select(part => ReceiptFile.OpenCryptoOnly(part.Octets, _at).Receipt)
        .FirstOrDefault(receipt => receipt?.Kind == ReceiptKind.Accepted)?.DirectorySerial;

    private OpenedContainer OpenContainer(long? serial, List<OpenedDirectory> directories, CancellationToken cancel)
    {
        var entry = _zip.Entries.Single(entry => entry.Name == EvidenceLayout.Container);
        var stream = _zip.OpenStored(entry);
        var directory = serial is { } wanted ? Find(directories, wanted) : (directories.Count > 0 ? directories[^1].Directory : null);
        if (serial is { } absent && directory is null) MissDirectory(absent, EvidenceLayout.Container);
        var container = _paths == PathChecking.NotAsked
            ? ContainerFile.OpenCryptoOnly(stream, _limits, _at, cancel)
            : ContainerFile.Open(stream, _limits, directory, _at, cancel);
        Add(FindingCodes.EvidenceContainer, EvidenceLayout.Container, container.Verdict);
        return container;
    }

    private OpenedReceipt OpenReceipt(EvidencePart part, OpenedContainer container, List<OpenedDirectory> directories, long? origin)
    {
        var opened = ReceiptFile.OpenCryptoOnly(part.Octets, _at);
        if (_paths == PathChecking.ByDirectory && opened.Receipt is { } read)
        {
            var directory = Find(directories, read.DirectorySerial);
            if (directory is null) MissDirectory(read.DirectorySerial, part.Entry);

            // A mailbox that has moved since stays that of the node which had it then: any that was in force between sending and issue says so.
            opened = ReceiptFile.Open(part.Octets, directory, Between(directories, origin, read.DirectorySerial), _at);
        }

        Add(FindingCodes.EvidenceReceipt, part.Entry, opened.Verdict);
        if (opened.Receipt is { } receipt && (receipt.Container != container.Digest || (container.Envelope is { } envelope && receipt.MessageId != envelope.MessageId)))
            Fail(FindingCodes.EvidenceReceiptForeign, $"{part.Entry}: {receipt.MessageId}, {receipt.Container}", VerdictStage.Coverage);
        return opened;
    }

    private static List<ExchangeDirectory> Between(List<OpenedDirectory> directories, long? origin, long issued) =>
        [.. directories.Select(opened => opened.Directory).OfType<ExchangeDirectory>().Where(directory => directory.Serial >= origin && directory.Serial < issued)];

    /// <summary>What lies under proof/ and certificates/ follows from the signatures: it is made again and compared.</summary>
    private void CheckProofs(CancellationToken cancel)
    {
        var container = _zip.OpenStored(_zip.Entries.Single(entry => entry.Name == EvidenceLayout.Container));
        var simple = Parts(EvidenceLayout.Receipts).Concat(Parts(EvidenceLayout.Directories)).Select(part => (part.Entry, part.Octets));
        var proofs = EvidenceProofs.Of(container, simple, cancel);
        var expected = proofs.SelectMany(proof => proof.Files)
            .Append((EvidenceLayout.OpensslConfiguration, System.Text.Encoding.ASCII.GetBytes(EvidenceLayout.OpensslGost)))
            .Concat(proofs.DistinctBy(proof => proof.Signer.Thumbprint)
                .Select(proof => ($"{EvidenceLayout.Certificates}{proof.Signer.Thumbprint}.pem", System.Text.Encoding.ASCII.GetBytes(proof.Signer.ToPem()))))
            .ToDictionary(file => file.Item1, file => file.Item2);
        var actual = Parts(EvidenceLayout.Proofs).Concat(Parts(EvidenceLayout.Certificates)).ToDictionary(part => part.Entry, part => part.Octets);
        var wrong = expected.Keys.Union(actual.Keys)
            .Where(name => !expected.TryGetValue(name, out var right) || !actual.TryGetValue(name, out var there) || !right.AsSpan().SequenceEqual(there))
            .ToList();
        foreach (var name in wrong) Fail(FindingCodes.EvidenceProofWrong, name, VerdictStage.Digest);
        if (wrong.Count == 0) _findings.Add(new(FindingCodes.EvidenceProofsRight, VerdictStage.Digest, VerdictResult.Passed, $"{proofs.Count} signatures"));
        _findings.Add(new(FindingCodes.EvidenceStatements, VerdictStage.Authority, VerdictResult.NotChecked));
    }

    /// <summary>What was gathered is what the statement lists, no more and no less, and every part is what its name says; what it proves is for whoever judges paths.</summary>
    private Dictionary<string, byte[]> CheckCapture(OpenedContainer container)
    {
        var parts = EvidenceLayout.CaptureFolders.SelectMany(Parts).ToDictionary(part => part.Entry, part => part.Octets, StringComparer.Ordinal);
        if (_zip.Entries.FirstOrDefault(entry => entry.Name == EvidenceLayout.Capture) is not { } entry)
        {
            foreach (var name in parts.Keys) Fail(CaptureCodes.Wrong, name, VerdictStage.Digest);
            return [];
        }

        if (CaptureStatement.Read(_zip.ReadAll(entry)) is not { } statement || statement.Container != container.Digest.ToString())
        {
            Fail(CaptureCodes.Wrong, EvidenceLayout.Capture, VerdictStage.Digest);
            return [];
        }

        var listed = statement.Parts.GroupBy(part => part.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Select(part => part.Sha256).Distinct().ToList(), StringComparer.Ordinal);
        var wrong = listed.Keys.Union(parts.Keys, StringComparer.Ordinal)
            .Where(name => !listed.TryGetValue(name, out var sha256)
                || !parts.TryGetValue(name, out var octets)
                || sha256 is not [var one]
                || one != Convert.ToHexStringLower(SHA256.HashData(octets))
                || !CapturedMaterial.IsRightlyNamed(name, octets))
            .ToList();
        foreach (var name in wrong) Fail(CaptureCodes.Wrong, name, VerdictStage.Digest);
        if (wrong.Count > 0) return [];
        _findings.Add(statement.ToFinding());
        return parts;
    }

    private OpenedEvidence Conclude(
        OpenedContainer? container, IReadOnlyList<(string Entry, OpenedReceipt Receipt)> receipts, List<OpenedDirectory> directories, EvidenceTimes? time)
    {
        _results.Add(Judgement.Of(_findings));
        var result = _results.Contains(VerdictResult.Failed) ? VerdictResult.Failed
            : _results.Contains(VerdictResult.Indeterminate) ? VerdictResult.Indeterminate
            : VerdictResult.Passed;
        var verdict = new Verdict(
            VerdictType.Evidence,
            result,
            _at,
            time?.ProvenAt ?? container?.Verdict.TimeUsed ?? _at,
            time?.Why ?? container?.Verdict.TimeWhy ?? "time of checking",
            Judgement.Policy,
            _signatures,
            _findings);
        return new OpenedEvidence(verdict, container, receipts, directories) { ProvenAt = time?.ProvenAt };
    }

    private List<EvidencePart> Parts(string folder) =>
        [.. _zip.Entries.Where(entry => entry.Name.StartsWith(folder, StringComparison.Ordinal)).Select(entry => new EvidencePart(entry.Name, _zip.ReadAll(entry)))];

    private static ExchangeDirectory? Find(List<OpenedDirectory> directories, long serial) =>
        directories.Select(opened => opened.Directory).FirstOrDefault(directory => directory?.Serial == serial);

    private void Add(string code, string entry, Verdict verdict)
    {
        _results.Add(verdict.Result);
        _findings.Add(new(code, VerdictStage.Format, verdict.Result, entry) { Children = verdict.Findings });
        _signatures.AddRange(verdict.Signatures.Select(signature => signature with { Id = entry }));
    }

    private void MissDirectory(long serial, string entry) =>
        _findings.Add(new(FindingCodes.EvidenceDirectoryMissing, VerdictStage.Path, VerdictResult.Indeterminate, $"serial {serial} for {entry}"));

    private void Fail(string code, string seen, VerdictStage stage = VerdictStage.Format) => _findings.Add(new(code, stage, VerdictResult.Failed, seen));

    private bool Refuse(Finding finding)
    {
        _findings.Add(finding);
        return false;
    }
}
