namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// <c>SyncReport</c>, отчёт о синхронизации адресных книг: what became of each row of a <see cref="SevSyncInfo"/>; version 18.
/// The vendor documents neither the file's name nor the message type: any is read.
/// </summary>
public sealed record SevSyncReport : SevPassport
{
    /// <summary>The file name this project writes; receivers go by the root element.</summary>
    public const string FileName = "SyncReport.xml";

    /// <summary><c>SyncDepartments</c>, результаты синхронизации; null when absent.</summary>
    public SevSyncDepartmentsReport? Departments { get; init; }
}
