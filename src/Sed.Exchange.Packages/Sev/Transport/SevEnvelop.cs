namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// <c>&lt;guid&gt;.env</c>, транспортный конверт of the folder transport: stands beside the folder of a message. The element is spelt
/// <c>Envelop</c>. An absent child is null, an empty one an empty string.
/// </summary>
public sealed record SevEnvelop
{
    /// <summary>Subject of every report on the folder transport.</summary>
    public const string ReportSubject = "Отчет СЭВ";

    /// <summary><c>Address</c>, почтовый адрес канала получателя.</summary>
    public string? Address { get; init; }

    /// <summary><c>MessageDir</c>, папка сообщения: the transport's GUID, equal to neither message id nor return code.</summary>
    public string? MessageDir { get; init; }

    /// <summary><c>Channel</c>, номер канала in the sender's database; not an address.</summary>
    public string? Channel { get; init; }

    /// <summary><c>Subject</c>, тема: number, date and group of a document, or <see cref="ReportSubject"/>.</summary>
    public string? Subject { get; init; }

    /// <summary><c>Body</c>, текст: natively present and empty.</summary>
    public string? Body { get; init; }

    /// <summary><c>Sender</c>, почтовый адрес канала отправителя: only on the way in.</summary>
    public string? Sender { get; init; }

    /// <summary><c>FailureFile</c>, файл сбоя: the name says no more, its meaning is unknown, it was never seen.</summary>
    public string? FailureFile { get; init; }

    /// <summary><c>ReceiptDate</c>, время получения: only on the way in.</summary>
    public SevTime? ReceiptDate { get; init; }
}
