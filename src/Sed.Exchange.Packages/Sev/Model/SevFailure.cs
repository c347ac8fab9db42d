namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Failure</c>, отказ в регистрации.</summary>
public sealed record SevFailure : SevElement
{
    /// <summary><c>@Code</c>, код ошибки. Only 39 (no author) is known of «Дело»; brokers write 39 for anything: no meaning by itself.</summary>
    public required int Code { get; init; }

    /// <summary>Text: текст отказа in lines: what was found, the faults with their codes in brackets, what was decided.</summary>
    public required string Text { get; init; }
}
