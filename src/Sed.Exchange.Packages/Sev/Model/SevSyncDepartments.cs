namespace Sed.Exchange.Packages.Sev;

/// <summary><c>SyncInfo/SyncDepartments</c>, синхронизируемые подразделения и должностные лица.</summary>
public sealed record SevSyncDepartments : SevElement
{
    /// <summary><c>@OperationName</c>, имя операции синхронизации: opaque; the report repeats it.</summary>
    public required string OperationName { get; init; }

    /// <summary><c>SyncContact</c>, записи адресной книги: at least one.</summary>
    public required IReadOnlyList<SevSyncContact> Contacts { get; init; }
}
