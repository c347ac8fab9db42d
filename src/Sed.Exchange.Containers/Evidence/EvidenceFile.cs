using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// Writes and opens evidence files: one ZIP that proves a delivery offline, with this product or with openssl and xmlsec1 alone
/// (CONTRACTS "Evidence file, version 1").
/// </summary>
public static class EvidenceFile
{
    /// <summary>Writes an evidence file into an empty, seekable stream. Parts whose signature does not hold are packed too, and named as such.</summary>
    /// <exception cref="ArgumentException">The container cannot be read as an archive, so that nothing could be proved by it.</exception>
    public static void Write(Stream output, EvidenceContents contents, CancellationToken cancel) => EvidenceWriting.Write(output, contents, cancel);

    /// <summary>
    /// Opens an evidence file: container, receipts and directories are judged as if they had come alone, receipts are compared with the
    /// container, proofs with the signatures they were taken from. The statements of the exporting node are not judged.
    /// </summary>
    /// <param name="input">All octets, seekable; stays the caller's and must outlive the result.</param>
    /// <param name="limits">Limits of the container inside.</param>
    /// <param name="fingerprints">
    /// Certificates trusted to sign directories: SHA-256, hexadecimal. None: indeterminate, <c>SEDX-NO_TRUST</c>.
    /// </param>
    /// <param name="at">Time of checking.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <param name="question">What is asked about the authorities of time-stamps; null: none is trusted, and nothing is proven by them.</param>
    public static OpenedEvidence Open(
        Stream input, ContainerLimits limits, IReadOnlyCollection<string> fingerprints, DateTimeOffset at, CancellationToken cancel, PathQuestion? question = null) =>
        EvidenceOpening.Open(input, limits, fingerprints, PathChecking.ByDirectory, question ?? new PathQuestion { At = at }, at, cancel);

    /// <summary>Opens an evidence file without asking for trust; paths are shown as not checked.</summary>
    public static OpenedEvidence OpenCryptoOnly(Stream input, ContainerLimits limits, DateTimeOffset at, CancellationToken cancel) =>
        EvidenceOpening.Open(input, limits, [], PathChecking.NotAsked, new PathQuestion { At = at, IsAsked = false }, at, cancel);
}
