using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Evidence;

/// <summary>What the journal has of the evidence gathered about a container.</summary>
/// <param name="Container">The container.</param>
/// <param name="Row">How far it is; null: nothing was to be gathered here.</param>
/// <param name="Rows">The parts as they are listed.</param>
/// <param name="Parts">Their octets, by name.</param>
internal sealed record CapturePieces(DigestValue Container, CaptureRow? Row, IReadOnlyList<CapturedPartRow> Rows, IReadOnlyDictionary<string, byte[]> Parts)
{
    /// <summary>Reads them in a consistent view.</summary>
    public static CapturePieces Gather(IJournalReader journal, DigestValue container)
    {
        var rows = journal.CapturedParts(container);
        return new CapturePieces(container, journal.FindCapture(container), rows, rows.ToDictionary(row => row.Name, row => journal.FindCapturedOctets(row.Sha256)!, StringComparer.Ordinal));
    }

    /// <summary>What the evidence file says of them.</summary>
    public CaptureStatement ToStatement() => new()
    {
        Container = Container.ToString(),
        State = Row?.State switch
        {
            null => CaptureStanding.None,
            CaptureState.Owed => CaptureStanding.Owed,
            _ => CaptureStanding.Complete,
        },
        Since = Row?.Since,
        StateSince = Row?.StateSince,
        Attempts = Row?.Attempts ?? 0,
        Parts = [.. Rows.Select(row => new CapturedPart(row.Name, row.Source, row.Sha256, row.Length))],
        Missing = [.. (Row?.Gaps ?? []).Select(gap => new MissingPart(gap.Code, gap.Source, gap.Seen, gap.IsOwed))],
    };
}
