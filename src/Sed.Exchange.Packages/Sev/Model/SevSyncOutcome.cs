namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Result</c>, результат: one thing that was done with a row of the address book.</summary>
public sealed record SevSyncOutcome : SevElement
{
    /// <summary>Text: что сделано.</summary>
    public required SevSyncResult Result { get; init; }
}
