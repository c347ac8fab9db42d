using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление об ответе (СЭВ Answer): the answer document was sent.</summary>
public sealed record AnswerRequest() : ReportRequest(Word, takesFiles: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "Answer";

    /// <summary>The answer that was sent through this node: its card and date come from there. Either this or <see cref="Answer"/>.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The answer's card. Either this or <see cref="MessageId"/>.</summary>
    public ReportAnswer? Answer { get; init; }

    /// <summary>When it was sent; left out with <see cref="MessageId"/>, when it was sent through this node.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Вид доставки: how it was sent; left out with <see cref="MessageId"/>, «СЭВ».</summary>
    [StringLength(255)]
    public string? DeliveryType { get; init; }
}
