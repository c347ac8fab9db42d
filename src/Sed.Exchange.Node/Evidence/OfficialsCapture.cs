using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Evidence;

/// <summary>
/// Gathers what shows the standing of everybody who signed a container or a document in it: the certificates of their paths, and what tells that none of them was
/// revoked. Judges as the door did, asks where the certificates say, and keeps the verdict and the policy it follows.
/// </summary>
internal sealed class OfficialsCapture(IBlobStore blobs, TrustMaterial trust, RevocationFetch? revocation, IssuerFetch? issuers, NodeConfiguration configuration, TimeProvider time) : ICaptureSource
{
    /// <summary>Its name in the journal.</summary>
    public const string SourceName = "officials";

    /// <summary>The part that holds the verdict.</summary>
    public const string VerdictPart = "captured/verdict.json";

    /// <summary>The part that holds the policy, octet by octet.</summary>
    public const string PolicyPart = "captured/policy.json";

    /// <summary>The part that says by what was judged.</summary>
    public const string BasisPart = "captured/basis.json";

    public string Name => SourceName;

    public async Task<CaptureHarvest> GatherAsync(CaptureSubject subject, CancellationToken cancel)
    {
        await using var octets = await blobs.OpenAsync(subject.Container.Blob, cancel);

        // A pool thread of its own: it verifies, and waits for others' services in between.
        return await Task.Run(() => Gather(subject, octets, cancel), cancel);
    }

    private CaptureHarvest Gather(CaptureSubject subject, Stream octets, CancellationToken cancel)
    {
        // 1. Judge with what was gathered before, asking for what is missing.
        var now = time.GetUtcNow();
        var graceEnds = subject.Since + trust.Policy.Revocation.Grace;
        var before = CapturedMaterial.Read(subject.Gathered);
        var paths = new ConcurrentQueue<(CertificatePath Path, RevocationMaterial Material)>();
        var question = trust.Question(subject.Container.SentAt) with
        {
            AskedAt = now,

            // Within the grace nobody can tell for sure. After it, it is asked as if the time were proven, so that what was told within the grace does not
            // suffice; that judgement is not kept, since one's own receipt proves nothing.
            Evidence = now < graceEnds ? null : new TimeEvidence(subject.Since, TimeReasons.Receipt),
            Certificates = before.Certificates,
            Revocation = before.Revocation,
            Fetch = revocation is null ? null : path => revocation.CollectAsync(path, cancel).GetAwaiter().GetResult(),
            FetchIssuers = issuers is null ? null : certificate => issuers.CollectAsync(certificate, cancel).GetAwaiter().GetResult(),
            OnPath = (path, material) => paths.Enqueue((path, material)),
        };
        var opened = ContainerFile.Open(octets, configuration.ContainerLimits, subject.Directory, now, cancel);

        // Octets that the disk has changed have no signers, and their verdict would be kept for ever.
        if (opened.Digest != subject.Container.Digest) throw BlobException.Damage($"Blob {subject.Container.Blob} has changed on the disk: {opened.Digest} instead of {subject.Container.Digest}.");
        var files = opened.Envelope is null ? [] : opened.OpenPackage();
        var facts = files.Count == 0 ? null : PackageReader.Read(files, configuration.PackageLimits).Facts;
        IReadOnlyList<SignatureVerdict> Officials(PathQuestion asked) => facts is null ? [] : DocumentJudge.Verify(files, facts, asked, subject.Directory, []);
        var officials = Officials(question);
        cancel.ThrowIfCancellationRequested();

        // 2. What counts of it: paths of officials; of the seal, which the directory vouches for, only one that leads somewhere.
        var gaps = paths.SelectMany(item => CaptureGaps.Of(item.Path, question, revocation is not null, MayAsk)).ToList();
        if (paths.IsEmpty && officials.Any(official => official.Signer is not null) && trust is { Anchors: null, Accredited: null })
            gaps.Add(new CaptureGap(Name, CaptureCodes.NoPath, null, IsOwed: false));
        if (opened.Seal is { } seal) gaps.AddRange(AskAboutSeal(question, seal, paths));
        cancel.ThrowIfCancellationRequested();

        // 3. What is kept: what shows it, and by what it was judged; the verdict when it is the last one.
        var material = new CapturedMaterial(
            [.. before.Certificates.Concat(paths.SelectMany(item => item.Path.Certificates)).Distinct()],
            paths.Aggregate(before.Revocation, (all, item) => all.With(item.Material)).Essence());
        var parts = material.ToParts();
        parts[PolicyPart] = trust.Policy.Octets.ToArray();
        parts[BasisPart] = JsonSerializer.SerializeToUtf8Bytes(CaptureBasis.Of(trust, subject.Directory, subject.Container.SentAt, now, paths.Select(item => item.Path)), DocumentJson.Readable);
        gaps = [.. gaps.Distinct()];
        var waits = !gaps.Exists(gap => gap.IsOwed) && now < graceEnds && paths.Any(item => item.Path.Findings.Any(finding => finding.Code == FindingCodes.RevocationGood));
        if (waits) gaps.Add(new CaptureGap(Name, CaptureCodes.Grace, $"{graceEnds.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", IsOwed: true));
        if (!waits && !subject.IsLast && gaps.Exists(gap => gap.IsOwed)) return new CaptureHarvest(parts, gaps);
        if (question.Evidence is not null)
            officials = Officials(trust.Question(subject.Container.SentAt) with { AskedAt = now, Certificates = material.Certificates, Revocation = material.Revocation });
        var verdict = opened.Verdict with { Signatures = [.. opened.Verdict.Signatures, .. officials] };
        octets.Position = 0;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(octets));
        parts[VerdictPart] = JsonSerializer.SerializeToUtf8Bytes(VerdictDocument.From(trust.Policy.ApplyTo(verdict), "container.asice", sha256, "ru"), DocumentJson.Readable);
        return new CaptureHarvest(parts, gaps) { AskAgain = waits ? graceEnds : null };
    }

    private List<CaptureGap> AskAboutSeal(PathQuestion question, Certificate seal, ConcurrentQueue<(CertificatePath Path, RevocationMaterial Material)> paths)
    {
        var found = new List<(CertificatePath Path, RevocationMaterial Material)>();
        CertificateInquiry.Ask(question with { OnPath = (path, material) => found.Add((path, material)) }, seal, []);
        var right = found.Where(item => CaptureGaps.IsRight(item.Path)).ToList();
        right.ForEach(paths.Enqueue);
        return [.. right.SelectMany(item => CaptureGaps.Of(item.Path, question, revocation is not null, MayAsk))];
    }

    private bool MayAsk(Certificate certificate) => issuers?.MayAskFor(certificate) == true;
}
