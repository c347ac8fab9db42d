namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Header</c>, заголовок сообщения.</summary>
public sealed record SevHeader : SevElement
{
    /// <summary>The only version of the passport's format.</summary>
    public const string PassportVersion = "1.0";

    /// <summary>What stands in <see cref="ReturnId"/> when a return code cannot be had.</summary>
    public const string UnknownReturnId = "unknown";

    /// <summary><c>@MessageID</c>, идентификатор сообщения: GUID of this message, natively 32 hex digits in lower case.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>@Version</c>, версия формата: <see cref="PassportVersion"/>; not the product's version.</summary>
    public string Version { get; init; } = PassportVersion;

    /// <summary><c>@TimeZone</c>, часовой пояс отправителя; never seen in real traffic.</summary>
    public int? TimeZone { get; init; }

    /// <summary><c>@Time</c>, дата и время формирования сообщения.</summary>
    public required SevTime Time { get; init; }

    /// <summary><c>@MessageType</c>, тип сообщения.</summary>
    public required SevMessageType MessageType { get; init; }

    /// <summary><c>@MessageType</c> of a synchronisation, тип сообщения as written, when it is none of the known words; otherwise null.</summary>
    public string? OtherMessageType { get; init; }

    /// <summary>
    /// <c>@ReturnID</c>, код возврата: made by the sender of a document, copied into every report about it;
    /// <see cref="UnknownReturnId"/> when it cannot be had. The key from a report to the message it is about.
    /// </summary>
    public required string ReturnId { get; init; }

    /// <summary><c>@ResourceID</c>, номер паспорта в списке файлов; always 0 in real traffic.</summary>
    public int ResourceId { get; init; }

    /// <summary><c>Sender</c>, отправитель.</summary>
    public required SevSender Sender { get; init; }

    /// <summary><c>Recipient</c>, получатель.</summary>
    public required SevRecipient Recipient { get; init; }

    /// <summary><c>ResourceList</c>, список файлов сообщения: every file, the passport included.</summary>
    public required IReadOnlyList<SevResource> Resources { get; init; }

    /// <summary><see cref="ReturnId"/> without white space around; null when it is empty or <c>unknown</c>.</summary>
    public string? FindReturnCode() =>
        ReturnId.Trim() is { Length: > 0 } code && !code.Equals(UnknownReturnId, StringComparison.OrdinalIgnoreCase) ? code : null;
}
