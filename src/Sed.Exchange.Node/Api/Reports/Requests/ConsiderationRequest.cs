using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление о рассмотрении (СЭВ Consideration): the resolution that was given.</summary>
public sealed record ConsiderationRequest() : ReportRequest(Word, takesFiles: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "Consideration";

    /// <summary>UID of the sender's task it is about; left out, it is about the document.</summary>
    [StringLength(255)]
    public string? Task { get; init; }

    /// <summary>The resolution.</summary>
    public required ReportResolution Resolution { get; init; }
}
