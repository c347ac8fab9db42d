using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Packages.Cards;

/// <summary>The message that brought a document (сообщение).</summary>
public sealed record CardMessage : CardElement
{
    /// <summary>The package's own message id (идентификатор сообщения).</summary>
    public required string MessageId { get; init; }

    /// <summary>The code every report about the document must repeat (код возврата).</summary>
    public required string ReturnCode { get; init; }

    /// <summary>A document or additions to one sent before (тип сообщения).</summary>
    public required SevMessageType Type { get; init; }

    /// <summary>When the sender's system made the message (время формирования).</summary>
    public required SevTime SentAt { get; init; }

    /// <summary>The sender's zone (часовой пояс); never seen in real traffic.</summary>
    public int? TimeZone { get; init; }

    /// <summary>Version of the passport's format (версия формата).</summary>
    public required string FormatVersion { get; init; }

    /// <summary>Who sent (отправитель).</summary>
    public required CardParty Sender { get; init; }

    /// <summary>The recipients of this message (получатели).</summary>
    public required IReadOnlyList<CardParty> Recipients { get; init; }

    /// <summary>The sender's product (СЭД отправителя).</summary>
    public required SevEdms SenderSystem { get; init; }

    /// <summary>The recipients' product (СЭД получателя), when the sender knew it.</summary>
    public SevEdms? RecipientSystem { get; init; }

    /// <summary>Every file of the message with its number (список файлов).</summary>
    public required IReadOnlyList<SevResource> Files { get; init; }

    /// <summary>Number of the passport (номер паспорта) among <see cref="Files"/>.</summary>
    public required int PassportFile { get; init; }

    /// <summary>Content of unknown namespaces in header, sender and recipient; null: none.</summary>
    public CardMessageForeign? Foreign { get; init; }

    /// <summary>The message as a passport's header says it.</summary>
    public static CardMessage From(SevHeader header) => new()
    {
        MessageId = header.MessageId,
        ReturnCode = header.ReturnId,
        Type = header.MessageType,
        SentAt = header.Time,
        TimeZone = header.TimeZone,
        FormatVersion = header.Version,
        Sender = CardParty.Of(header.Sender.Contact),
        Recipients = [.. header.Recipient.Contacts.Select(CardParty.Of)],
        SenderSystem = header.Sender.Edms,
        RecipientSystem = header.Recipient.Edms,
        Files = header.Resources,
        PassportFile = header.ResourceId,
        Foreign = (header.Foreign ?? header.Sender.Foreign ?? header.Recipient.Foreign) is null
            ? null
            : new CardMessageForeign(header.Foreign, header.Sender.Foreign, header.Recipient.Foreign),
    };

    internal SevHeader ToHeader() => new()
    {
        MessageId = MessageId,
        Version = FormatVersion,
        TimeZone = TimeZone,
        Time = SentAt,
        MessageType = Type,
        ReturnId = ReturnCode,
        ResourceId = PassportFile,
        Sender = new SevSender { Contact = Sender.ToContact(), Edms = SenderSystem, Foreign = Foreign?.Sender },
        Recipient = new SevRecipient { Contacts = [.. Recipients.Select(party => party.ToContact())], Edms = RecipientSystem, Foreign = Foreign?.Recipient },
        Resources = Files,
        Foreign = Foreign?.Header,
    };
}
