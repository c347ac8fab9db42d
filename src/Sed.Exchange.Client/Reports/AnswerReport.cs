namespace Sed.Exchange.Client;

/// <summary>The answer document was sent (СЭВ Answer).</summary>
public sealed record AnswerReport() : DocumentReport("Answer")
{
    /// <summary>The answer that you sent through this node: its card and date come from there. Either this or <see cref="Answer"/>.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The answer's card. Either this or <see cref="MessageId"/>.</summary>
    public ReportAnswer? Answer { get; init; }

    /// <summary>When it was sent; may be left out with <see cref="MessageId"/>.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Вид доставки: how it was sent; left out with <see cref="MessageId"/>, «СЭВ».</summary>
    public string? DeliveryType { get; init; }

    /// <summary>The answer that went through this node under this message id: nothing is typed again.</summary>
    public static AnswerReport Sent(Guid messageId) => new() { MessageId = messageId };
}
