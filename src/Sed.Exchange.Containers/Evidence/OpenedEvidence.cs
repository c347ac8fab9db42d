using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>An evidence file with its verdict, and the verdicts of its parts.</summary>
/// <param name="Verdict">Of type evidence; a finding per part, a signature verdict per signature.</param>
/// <param name="Container">The container; null when the file is refused for its form.</param>
/// <param name="Receipts">Receipts by the name of their entry.</param>
/// <param name="Directories">Directories by serial, ascending.</param>
public sealed record OpenedEvidence(
    Verdict Verdict,
    OpenedContainer? Container,
    IReadOnlyList<(string Entry, OpenedReceipt Receipt)> Receipts,
    IReadOnlyList<OpenedDirectory> Directories)
{
    /// <summary>By when the container is proven to have existed: by a time-stamp, else by the receipt of another node; null: nothing but its own words tells.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Certificates, lists and answers that were gathered; nothing when they are not what the file says.</summary>
    public CapturedMaterial Captured { get; init; } = CapturedMaterial.None;
}
