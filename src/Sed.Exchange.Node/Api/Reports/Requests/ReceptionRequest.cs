namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление о приёме: the installation itself says that it took the message (СЭВ Reception).</summary>
public sealed record ReceptionRequest() : ReportRequest(Word, isOnce: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "Reception";

    /// <summary>When it was taken; left out, now.</summary>
    public DateTimeOffset? Date { get; init; }
}
