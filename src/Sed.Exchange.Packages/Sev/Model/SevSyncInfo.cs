namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// <c>SyncInfo</c>, синхронизация адресных книг: officials and departments that the receiver is to take over into its address book; version 18.
/// The vendor documents neither the file's name nor the message type: any is read.
/// </summary>
public sealed record SevSyncInfo : SevPassport
{
    /// <summary>The file name this project writes; receivers go by the root element.</summary>
    public const string FileName = "SyncInfo.xml";

    /// <summary><c>SyncDepartments</c>, синхронизируемые подразделения и должностные лица; null when absent.</summary>
    public SevSyncDepartments? Departments { get; init; }
}
