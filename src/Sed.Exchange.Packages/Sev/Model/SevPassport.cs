namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// A passport (паспорт) of a СЭВ message: <see cref="SevDocInfo"/> and <see cref="SevReport"/>, which carry documents, or
/// <see cref="SevSyncInfo"/> and <see cref="SevSyncReport"/>, which keep address books alike.
/// </summary>
public abstract record SevPassport : SevElement
{
    /// <summary><c>Header</c>, заголовок: routing, type, correlation, list of files.</summary>
    public required SevHeader Header { get; init; }

    /// <summary>Every file that the passport's zones name; empty when no zone can.</summary>
    public virtual IEnumerable<SevFile> AllFiles() => [];
}
