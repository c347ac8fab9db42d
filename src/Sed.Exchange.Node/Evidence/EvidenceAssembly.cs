using System.Security.Cryptography;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Evidence;

/// <summary>
/// Makes one evidence file of what the node has about a message: stored octets, nothing signed again, and two statements of its own
/// (CONTRACTS "Evidence file, version 1").
/// </summary>
internal sealed class EvidenceAssembly(IBlobStore blobs, TrustMaterial trust, NodeConfiguration configuration, TimeProvider time)
{
    /// <summary>Writes the file into an empty, seekable stream.</summary>
    /// <exception cref="BlobException">The container cannot be read, or is no longer what was stored: no proof is made of that.</exception>
    public async Task WriteAsync(Stream output, EvidencePieces pieces, CancellationToken cancel)
    {
        var now = time.GetUtcNow();

        var capture = pieces.Capture.ToStatement();

        // 1. What this node finds today about the container and the officials' signatures.
        await using var octets = await blobs.OpenAsync(pieces.Container.Blob, cancel);
        var opened = ContainerFile.Open(octets, configuration.ContainerLimits, pieces.InForce, now, cancel);
        if (opened.Digest != pieces.Container.Digest)
            throw BlobException.Damage($"The stored container of message {pieces.Container.MessageId} is no longer what was stored (blob {pieces.Container.Blob}).");
        var files = opened.Envelope is null ? [] : opened.OpenPackage();
        var facts = files.Count == 0 ? null : PackageReader.Read(files, configuration.PackageLimits).Facts;
        var verdict = facts is null
            ? opened.Verdict
            : opened.Verdict with { Signatures = [.. opened.Verdict.Signatures, .. DocumentJudge.Verify(files, facts, Question(pieces, now), pieces.InForce, [])] };
        octets.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(octets, cancel));

        // 2. One file of everything.
        EvidenceFile.Write(
            output,
            new EvidenceContents
            {
                ContainerLength = pieces.Container.Length,
                OpenContainer = () => new OctetsView(octets),
                Receipts = [.. pieces.Receipts.Select(receipt => receipt.Bytes)],
                Directories = [.. pieces.Directories.Select(directory => directory.Bytes)],
                Timestamps = [.. pieces.Stamps.Select(stamp => new StampedPart(stamp.Manifest, stamp.Token!))],
                VerdictJson = JsonSerializer.SerializeToUtf8Bytes(VerdictDocument.From(verdict with { Findings = [.. verdict.Findings, capture.ToFinding()] }, "container.asice", sha256, "ru"), DocumentJson.Readable),
                TimelineJson = JsonSerializer.SerializeToUtf8Bytes(StatusDocument.From(pieces.Status, pieces.InForce), DocumentJson.Readable),
                DocumentSignatures = facts?.Signatures ?? [],
                Captured = pieces.Capture.Parts,
                Capture = capture,
                At = now,
            },
            cancel);
    }

    private PathQuestion Question(EvidencePieces pieces, DateTimeOffset now)
    {
        var captured = CapturedMaterial.Read(pieces.Capture.Parts);
        return trust.Question(pieces.Container.SentAt) with { AskedAt = now, Certificates = captured.Certificates, Revocation = captured.Revocation };
    }
}
