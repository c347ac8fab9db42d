using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление о переадресации (СЭВ Redirection): the document was sent on to another organisation.</summary>
public sealed record RedirectionRequest() : ReportRequest(Word)
{
    /// <summary>Its event.</summary>
    public const string Word = "Redirection";

    /// <summary>To whom: an organisation of the directory, or one described.</summary>
    public required ReportContact Contact { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Вид доставки: how it was sent.</summary>
    [StringLength(255)]
    public required string DeliveryType { get; init; }
}
