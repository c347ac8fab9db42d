using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление об отказе в регистрации (СЭВ Failure): one reason, or several faults.</summary>
public sealed record RefusedRequest() : ReportRequest(Word, isOnce: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "RegistrationRefused";

    /// <summary>Why, in a sentence; either this or <see cref="Faults"/>.</summary>
    [StringLength(4000)]
    public string? Reason { get; init; }

    /// <summary>What is wrong, one sentence each; either these or <see cref="Reason"/>.</summary>
    [MaxLength(50)]
    public IReadOnlyList<ReportFault>? Faults { get; init; }

    /// <summary>What was decided; left out, «Отказать в регистрации.».</summary>
    [StringLength(1000)]
    public string? Decision { get; init; }
}
