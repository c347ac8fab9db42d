namespace Sed.Exchange.Packages.Sev;

/// <summary><c>SyncContact</c>, запись адресной книги.</summary>
public sealed record SevSyncContact : SevElement
{
    /// <summary><c>Contact</c>, контакт: организация, подразделение, должностное лицо.</summary>
    public required SevContact Contact { get; init; }

    /// <summary><c>ContactInfo</c>, состояние записи.</summary>
    public required SevSyncContactState State { get; init; }
}
