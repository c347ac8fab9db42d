namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление о пересылке карточки (СЭВ Forwarding): to whom inside, and when.</summary>
public sealed record ForwardingRequest() : ReportRequest(Word)
{
    /// <summary>Its event.</summary>
    public const string Word = "Forwarding";

    /// <summary>To whom.</summary>
    public required ReportContact Contact { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Date { get; init; }
}
