namespace Sed.Exchange.Client;

/// <summary>Your system took the message (СЭВ Reception).</summary>
public sealed record ReceptionReport() : DocumentReport("Reception")
{
    /// <summary>When; left out, now.</summary>
    public DateTimeOffset? Date { get; init; }
}
