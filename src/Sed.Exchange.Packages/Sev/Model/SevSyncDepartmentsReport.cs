namespace Sed.Exchange.Packages.Sev;

/// <summary><c>SyncReport/SyncDepartments</c>, результаты синхронизации подразделений и должностных лиц.</summary>
public sealed record SevSyncDepartmentsReport : SevElement
{
    /// <summary><c>@OperationName</c>, имя операции синхронизации: that of the <see cref="SevSyncDepartments"/> reported about.</summary>
    public required string OperationName { get; init; }

    /// <summary><c>ResultContact</c>, результаты по записям; empty when nothing was changed.</summary>
    public IReadOnlyList<SevSyncContactResult> Results { get; init; } = [];
}
