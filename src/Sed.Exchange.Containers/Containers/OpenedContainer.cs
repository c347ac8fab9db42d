using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Containers;

/// <summary>A container with its verdict; only what the seal covers can be consumed.</summary>
public sealed class OpenedContainer
{
    /// <summary>What was found.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>
    /// Digest of all ZIP octets, in the algorithm of the seal; in SHA-256 when no seal could be recognised.
    /// </summary>
    public required DigestValue Digest { get; init; }

    /// <summary>The envelope; null unless coverage, digests and the seal's signature are right (trust is the verdict's matter).</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>What an unproven envelope claims, when one could be parsed: for naming the refusal, never for a decision in its favour.</summary>
    public Envelope? Claims { get; init; }

    /// <summary>The seal's certificate, when one was found.</summary>
    public Certificate? Seal { get; init; }

    internal Func<int, Stream>? FileOpener { get; init; }

    /// <summary>Opens the octets of the file at this index of <see cref="Envelope"/>'s files.</summary>
    /// <exception cref="InvalidOperationException">The seal does not hold: nothing may be consumed.</exception>
    public Stream OpenFile(int index) => Envelope is not null && FileOpener is not null
        ? FileOpener(index)
        : throw new InvalidOperationException("Nothing of a container may be consumed whose seal does not hold.");

    /// <summary>The package inside, file by file, in the envelope's order.</summary>
    /// <exception cref="InvalidOperationException">The seal does not hold: nothing may be consumed.</exception>
    public IReadOnlyList<PackageFile> OpenPackage() => Envelope is not null
        ? [.. Envelope.Files.Select((file, index) => new PackageFile(file.Name, file.Size, () => OpenFile(index)))]
        : throw new InvalidOperationException("Nothing of a container may be consumed whose seal does not hold.");
}
