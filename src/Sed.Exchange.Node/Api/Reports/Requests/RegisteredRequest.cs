using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Уведомление о регистрации (СЭВ Registration).</summary>
public sealed record RegisteredRequest() : ReportRequest(Word, isOnce: true)
{
    /// <summary>Its event.</summary>
    public const string Word = "Registered";

    /// <summary>Registration number of the recipient.</summary>
    [StringLength(255)]
    public required string Number { get; init; }

    /// <summary>Registration date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the card was made; left out, now.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Group of documents of the recipient's card.</summary>
    [StringLength(255)]
    public string? Group { get; init; }
}
