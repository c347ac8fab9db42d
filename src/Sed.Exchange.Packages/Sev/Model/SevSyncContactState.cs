namespace Sed.Exchange.Packages.Sev;

/// <summary><c>ContactInfo</c>, состояние записи адресной книги у отправителя.</summary>
public sealed record SevSyncContactState : SevElement
{
    /// <summary><c>@Deleted</c>, запись логически удалена.</summary>
    public required bool Deleted { get; init; }

    /// <summary><c>@IdentityCode</c>, идентификационный код должностного лица: the key by which both sides know the row again.</summary>
    public required string IdentityCode { get; init; }
}
