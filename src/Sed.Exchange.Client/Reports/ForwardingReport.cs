namespace Sed.Exchange.Client;

/// <summary>The card was forwarded inside (СЭВ Forwarding).</summary>
public sealed record ForwardingReport() : DocumentReport("Forwarding")
{
    /// <summary>To whom.</summary>
    public required ReportContact Contact { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Date { get; init; }
}
