using System.Text;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Containers;

/// <summary>Opens one container: the stages of DESIGN section 7 in their order, written once.</summary>
internal sealed class ContainerOpening
{
    private const string SealId = "seal";

    private static readonly ReadSignature NoSeal = new(null, null, "", null, [], VerdictResult.Failed, []);

    private readonly Stream _input;
    private readonly ContainerLimits _limits;
    private readonly List<Finding> _format = [];
    private readonly List<Finding> _sealFindings = [];
    private ZipReading _zip = null!;
    private ReadSignature _seal = NoSeal;
    private Envelope? _claims;
    private IReadOnlyList<SignedReference> _references = [];
    private ContainerPass.Digests _digests = null!;

    private ContainerOpening(Stream input, ContainerLimits limits)
    {
        _input = input;
        _limits = limits;
    }

    public static OpenedContainer Open(
        Stream input, ContainerLimits limits, ExchangeDirectory? directory, PathChecking paths, DateTimeOffset at, DigestValue? known, CancellationToken cancel)
    {
        var opening = new ContainerOpening(input, limits);
        opening.ReadArchive(cancel);
        opening.ReadSeal();
        opening.ReadEnvelope();
        opening.CheckLayout();
        opening.ReadContents(known, cancel);
        opening.CheckCoverage();
        opening.CheckDigests();
        var holds = opening.Holds();
        if (holds) opening.CheckPath(directory, paths);
        return opening.Conclude(holds, at);
    }

    // ---- format

    private void ReadArchive(CancellationToken cancel)
    {
        var rules = ZipRules.Canonical with
        {
            FileBytes = _limits.ContainerBytes,
            EntryBytes = _limits.ContainerBytes,
            TotalBytes = _limits.ContainerBytes,
            Entries = _limits.Entries,
            CentralDirectoryBytes = _limits.MetadataBytes,
        };
        _zip = ZipReader.Read(_input, rules, cancel);
        if (_zip.Fault is { } fault) _format.Add(ZipFindings.Of(fault));
        foreach (var entry in _zip.Entries.Where(IsMetadata))
            if (entry.Size > _limits.MetadataBytes) FailFormat(FindingCodes.LimitExceeded, $"{entry.Name}: {entry.Size} octets");
    }

    private void ReadSeal()
    {
        if (_zip.Fault is not null) return;
        if (ReadMetadata(ContainerLayout.XadesEntry) is { } xades)
        {
            _seal = Xades.Read(xades);
            _references = _seal.References;
            CheckSpelling(xades);
        }
        else if (ReadMetadata(ContainerLayout.CadesEntry) is { } cades)
        {
            _seal = Cades.Read(cades);
            CheckSpelling(cades);
            ReadManifest();
        }
    }

    private void CheckSpelling(byte[] signature)
    {
        if (OneSpelling.Check(_seal, signature) is { } finding) _sealFindings.Add(finding);
    }

    /// <summary>GOST: the signature covers the manifest's octets, and the manifest the objects.</summary>
    private void ReadManifest()
    {
        if (ReadMetadata(ContainerLayout.AsicManifestEntry) is not { } manifest) return;
        if (_seal.References is [var covered] && _seal.Suite is { } suite && suite.Digest(manifest) != covered.Digest)
            FailSeal(FindingCodes.DigestMismatch, VerdictStage.Digest, ContainerLayout.AsicManifestEntry);
        var (references, failure) = AsicManifest.Read(manifest, ContainerLayout.CadesEntry, _limits.XmlDepth);
        if (failure is not null) _format.Add(failure);
        else _references = references!;
    }

    private void ReadEnvelope()
    {
        if (ReadMetadata(ContainerLayout.EnvelopeEntry) is not { } octets) return;
        (_claims, var failure) = EnvelopeXml.Read(octets, _limits.XmlDepth);
        if (failure is not null) _format.Add(failure);
    }

    /// <summary>The closed list: exactly these entries in exactly this order, and the two unsigned ones octet for octet.</summary>
    private void CheckLayout()
    {
        if (_zip.Fault is not null) return;
        if (ReadMetadata(ContainerLayout.MimetypeEntry) is not { } mimetype || !mimetype.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(ContainerLayout.Mimetype)))
            FailFormat(FindingCodes.MimetypeWrong, ContainerLayout.MimetypeEntry);
        var names = _zip.Entries.Select(entry => entry.Name).ToList();
        var format = names.Contains(ContainerLayout.XadesEntry) ? SignatureFormat.Xades : SignatureFormat.Cades;
        var tail = ContainerLayout.TailFor(format);
        foreach (var missing in tail.Except(names)) FailFormat(FindingCodes.EntryMissing, missing);
        if (_claims is null) return;

        List<string> expected = [ContainerLayout.MimetypeEntry, .. _claims.Files.Select(file => file.Entry), .. tail];
        if (!names.SequenceEqual(expected))
        {
            foreach (var index in Indexes(names, expected)) FailFormat(FindingCodes.EntryUnexpected, $"entry {index}");
            foreach (var index in Indexes(expected, names).Where(i => i <= _claims.Files.Count && i > 0)) FailFormat(FindingCodes.EntryMissing, $"file {index - 1}");
            if (_format.All(finding => finding.Result != VerdictResult.Failed)) FailFormat(FindingCodes.EntryOrder, "entries");
        }
        else if (ReadMetadata(ContainerLayout.ManifestEntry) is { } manifest && !manifest.AsSpan().SequenceEqual(MediaManifest.Write(_claims)))
        {
            FailFormat(FindingCodes.ManifestWrong, ContainerLayout.ManifestEntry);
        }
    }

    // ---- coverage and digests

    private void ReadContents(DigestValue? known, CancellationToken cancel)
    {
        var suite = _seal.Suite ?? Suite.Rsa;
        _digests = ContainerPass.Read(_input, _zip.Entries, suite, known?.Algorithm == suite.DigestName ? known : null, cancel);
    }

    private void CheckCoverage()
    {
        if (FormatFailed || _seal.Result != VerdictResult.Passed)
        {
            _sealFindings.Add(new(FindingCodes.DigestsNotChecked, VerdictStage.Coverage, VerdictResult.NotChecked));
            return;
        }

        var covered = _references.Select(reference => reference.Uri).ToList();
        foreach (var twice in covered.GroupBy(uri => uri).Where(group => group.Count() > 1))
            FailSeal(FindingCodes.CoveredTwice, VerdictStage.Coverage, EntryNumber(twice.Key));
        foreach (var absent in covered.Except(Signed)) FailSeal(FindingCodes.CoveredAbsent, VerdictStage.Coverage, EntryNumber(absent));
        foreach (var missing in Signed.Except(covered)) FailSeal(FindingCodes.NotCovered, VerdictStage.Coverage, EntryNumber(missing));
        if (!SealFailed) _sealFindings.Add(new(FindingCodes.CoverageRight, VerdictStage.Coverage, VerdictResult.Passed, $"{covered.Count} entries"));
    }

    private void CheckDigests()
    {
        if (FormatFailed || SealFailed || _seal.Result != VerdictResult.Passed) return;
        var suite = _seal.Suite!;
        var signed = _references.ToDictionary(reference => reference.Uri, reference => reference.Digest);
        foreach (var entry in _zip.Entries.Where(entry => signed.ContainsKey(entry.Name)))
        {
            if (signed[entry.Name].Algorithm != suite.DigestName) FailSeal(FindingCodes.DigestAlgorithm, VerdictStage.Digest, EntryNumber(entry.Name));
            else if (signed[entry.Name] != _digests.Entries[entry.Index]) FailSeal(FindingCodes.DigestMismatch, VerdictStage.Digest, EntryNumber(entry.Name));
        }

        for (var i = 0; i < _claims!.Files.Count; i++)
        {
            var file = _claims.Files[i];
            if (file.Digest != signed[file.Entry] || file.Size != _zip.Entries[i + 1].Size)
                FailSeal(FindingCodes.EnvelopeDisagrees, VerdictStage.Digest, $"file {i}");
        }

        if (SealFailed) return;
        _sealFindings.Add(new(FindingCodes.DigestsRight, VerdictStage.Digest, VerdictResult.Passed, suite.DigestName));
        // Digests find every alteration of contents. A wrong checksum beside right digests is an altered header, or an unsigned entry.
        foreach (var index in _digests.WrongChecksums) _format.Add(ZipFindings.Of(new ZipFault(ZipFaultKind.Checksum, $"entry {index}")));
    }

    // ---- trust

    private void CheckPath(ExchangeDirectory? directory, PathChecking paths)
    {
        var envelope = _claims!;
        _sealFindings.Add(paths == PathChecking.NotAsked
            ? new(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked)
            : directory is null
                ? new(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate)
                : FindPin(directory, envelope));
        _sealFindings.AddRange(Judgement.Remainder(_seal.Suite, SentAtWhy));
        _sealFindings.Add(new(FindingCodes.AuthorityNotChecked, VerdictStage.Authority, VerdictResult.NotChecked));
    }

    private Finding FindPin(ExchangeDirectory directory, Envelope envelope)
    {
        if (directory.FindOrganisation(envelope.Sender) is not { } sender)
            return new(FindingCodes.SenderUnknown, VerdictStage.Path, VerdictResult.Failed, $"{envelope.Sender}, directory {directory.Serial}");
        if (envelope.SentAt < sender.ValidFrom || envelope.SentAt >= sender.ValidTo)
            return new(FindingCodes.SenderClosed, VerdictStage.Path, VerdictResult.Failed, $"{envelope.Sender}, directory {directory.Serial}");
        if (sender.Seals.Count > 0)
        {
            var own = Pins.Find(_seal.Signer!, sender.Seals, envelope.SentAt, FindingCodes.SealPinned, FindingCodes.SealWrong, $"{sender.Id}, directory {directory.Serial}");
            if (own.Result == VerdictResult.Passed || !IsOperatorsOwn(envelope)) return own;
        }

        var operators = directory.FindNode(sender.Node)?.ReceiptCertificates ?? [];
        return Pins.Find(
            _seal.Signer!, operators, envelope.SentAt, FindingCodes.SealedByOperator, FindingCodes.SealWrong, $"node {sender.Node} for {sender.Id}, directory {directory.Serial}");
    }

    /// <summary>
    /// A report in an organisation's name to itself: its node made it from a receipt, and may seal it though the organisation has a seal. Nobody else is
    /// told anything by it.
    /// </summary>
    private static bool IsOperatorsOwn(Envelope envelope) => envelope.Kind == EnvelopeKind.Report && envelope.Recipients is [var only] && only == envelope.Sender;

    // ---- conclusion

    private const string SentAtWhy = "sentAt of the envelope";

    private OpenedContainer Conclude(bool holds, DateTimeOffset at)
    {
        if (!FormatFailed) _format.Add(new(FindingCodes.FormatRight, VerdictStage.Format, VerdictResult.Passed, $"{_zip.Entries.Count} entries"));
        List<SignatureVerdict> signatures = ReferenceEquals(_seal, NoSeal)
            ? []
            : [Judgement.Signature(SealId, _seal, holds ? [.. _references.Select(reference => reference.Uri)] : [], _sealFindings)];
        var result = Judgement.Of(_format.Concat(signatures.SelectMany(signature => signature.Findings)));
        var verdict = new Verdict(
            VerdictType.Container,
            result,
            at,
            holds ? _claims!.SentAt : at,
            holds ? SentAtWhy : "time of checking",
            Judgement.Policy,
            signatures,
            _format);
        var files = holds ? _zip.Entries.Skip(1).Take(_claims!.Files.Count).ToList() : [];
        return new OpenedContainer
        {
            Verdict = verdict,
            Digest = _digests.Whole,
            Envelope = holds ? _claims : null,
            Claims = _claims,
            Seal = _seal.Signer,
            FileOpener = holds ? index => _zip.OpenStored(files[index]) : null,
        };
    }

    private bool Holds() => !FormatFailed && !SealFailed && _seal.Result == VerdictResult.Passed;

    private bool FormatFailed => _format.Any(finding => finding.Result == VerdictResult.Failed);

    private bool SealFailed => _sealFindings.Any(finding => finding.Result == VerdictResult.Failed);

    private IEnumerable<string> Signed => _claims!.Files.Select(file => file.Entry).Prepend(ContainerLayout.EnvelopeEntry);

    private static bool IsMetadata(ZipEntry entry) => !entry.Name.StartsWith(FileNames.ContentFolder, StringComparison.Ordinal);

    private static IEnumerable<int> Indexes(List<string> names, List<string> others)
    {
        var known = others.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, names.Count).Where(i => !known.Contains(names[i]));
    }

    /// <summary>Entries of contents are named by number: names of files may be personal.</summary>
    private string EntryNumber(string name)
    {
        if (!name.StartsWith(FileNames.ContentFolder, StringComparison.Ordinal)) return name.Length <= 60 ? name : "a name";
        var file = _claims!.Files.Select(file => file.Entry).ToList().IndexOf(name);
        return file < 0 ? "a content entry" : $"file {file}";
    }

    private byte[]? ReadMetadata(string name)
    {
        var entry = _zip.Entries.FirstOrDefault(entry => entry.Name == name);
        if (entry is null || entry.Size > _limits.MetadataBytes) return null;
        var octets = new byte[entry.Size];
        using var stream = _zip.OpenStored(entry);
        stream.ReadExactly(octets);
        return octets;
    }

    private void FailFormat(string code, string seen) => _format.Add(new(code, VerdictStage.Format, VerdictResult.Failed, seen));

    private void FailSeal(string code, VerdictStage stage, string seen) => _sealFindings.Add(new(code, stage, VerdictResult.Failed, seen));
}
