namespace Sed.Exchange.Client;

/// <summary>The document was sent on to another organisation (СЭВ Redirection).</summary>
public sealed record RedirectionReport() : DocumentReport("Redirection")
{
    /// <summary>To whom: an organisation of the directory, or one described.</summary>
    public required ReportContact Contact { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Вид доставки: how it was sent.</summary>
    public required string DeliveryType { get; init; }
}
