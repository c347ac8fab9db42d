namespace Sed.Exchange.Packages.Sev;

/// <summary><c>ResultContact</c>, результат синхронизации одной записи.</summary>
public sealed record SevSyncContactResult : SevElement
{
    /// <summary><c>SyncContact</c>, запись адресной книги, как она была получена.</summary>
    public required SevSyncContact Contact { get; init; }

    /// <summary><c>ResultInfo</c>, сведения о результате, each a <c>Result</c>: at least one.</summary>
    public required IReadOnlyList<SevSyncOutcome> Outcomes { get; init; }
}
