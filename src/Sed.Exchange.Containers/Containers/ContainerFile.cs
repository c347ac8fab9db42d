using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Containers;

/// <summary>Writes and opens transport containers (ASiC-E, DESIGN 3.1).</summary>
public static class ContainerFile
{
    /// <summary>
    /// Seals a package in one pass into an empty, seekable stream: content goes to its final offset while it is hashed,
    /// local headers are patched. <see cref="Envelope.Files"/> of the draft is ignored and made from <paramref name="files"/>.
    /// The stream must be readable too: the digest of all octets is taken from it. Durability is the caller's business.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The draft or the files are none that a container can have: names (<see cref="FileNames.IsCarryable"/>), no file, two files of
    /// one name, times, texts; says which.
    /// </exception>
    /// <exception cref="IOException">A file has another length than announced.</exception>
    public static SealedContainer Write(Stream output, Envelope draft, IReadOnlyList<PackageFile> files, SigningKey seal, CancellationToken cancel) =>
        ContainerWriting.Write(output, draft, files, seal, cancel);

    /// <summary>
    /// Opens a container with random access from a spooled, seekable stream. Limits come first, then format, coverage, digests,
    /// the seal, and its pin in the directory for the sender at <see cref="Envelope.SentAt"/>. Malformed input is a verdict, not an exception.
    /// The stream stays the caller's and must outlive the result.
    /// </summary>
    /// <param name="input">All octets of the container.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="directory">The directory; null: indeterminate, <c>SEDX-NO_TRUST</c>.</param>
    /// <param name="at">Time of checking.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <param name="known">
    /// The digest of all octets when the caller has computed it from them already; when it is in the seal's algorithm it is not computed again.
    /// </param>
    public static OpenedContainer Open(
        Stream input, ContainerLimits limits, ExchangeDirectory? directory, DateTimeOffset at, CancellationToken cancel, DigestValue? known = null) =>
        ContainerOpening.Open(input, limits, directory, PathChecking.ByDirectory, at, known, cancel);

    /// <summary>Opens a container and judges format, coverage, digests and the seal's value only; the path is shown as not checked.</summary>
    public static OpenedContainer OpenCryptoOnly(Stream input, ContainerLimits limits, DateTimeOffset at, CancellationToken cancel) =>
        ContainerOpening.Open(input, limits, null, PathChecking.NotAsked, at, known: null, cancel);
}
