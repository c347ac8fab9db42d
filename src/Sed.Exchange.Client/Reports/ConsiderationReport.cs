namespace Sed.Exchange.Client;

/// <summary>A resolution was given (СЭВ Consideration).</summary>
public sealed record ConsiderationReport() : DocumentReport("Consideration")
{
    /// <summary>UID of the sender's task it is about; null: about the document.</summary>
    public string? Task { get; init; }

    /// <summary>The resolution.</summary>
    public required ReportResolution Resolution { get; init; }
}
