namespace Sed.Exchange.Client;

/// <summary>The message that brought a document (сообщение).</summary>
public sealed record CardMessage : CardElement
{
    /// <summary>The package's own message id (идентификатор сообщения).</summary>
    public required string MessageId { get; init; }

    /// <summary>The code every report about the document must repeat (код возврата).</summary>
    public required string ReturnCode { get; init; }

    /// <summary>A document or additions to one sent before (тип сообщения).</summary>
    public required string Type { get; init; }

    /// <summary>When the sender's system made the message (время формирования).</summary>
    public required string SentAt { get; init; }

    /// <summary>The sender's zone (часовой пояс); never seen in real traffic.</summary>
    public int? TimeZone { get; init; }

    /// <summary>Version of the passport's format (версия формата).</summary>
    public required string FormatVersion { get; init; }

    /// <summary>Who sent (отправитель).</summary>
    public required CardParty Sender { get; init; }

    /// <summary>The recipients of this message (получатели).</summary>
    public IReadOnlyList<CardParty> Recipients { get; init; } = [];

    /// <summary>The sender's product (СЭД отправителя).</summary>
    public required CardSystem SenderSystem { get; init; }

    /// <summary>The recipients' product (СЭД получателя), when the sender knew it.</summary>
    public CardSystem? RecipientSystem { get; init; }

    /// <summary>Every file of the message with its number (список файлов).</summary>
    public IReadOnlyList<CardResource> Files { get; init; } = [];

    /// <summary>Number of the passport (номер паспорта) among <see cref="Files"/>.</summary>
    public required int PassportFile { get; init; }
}
