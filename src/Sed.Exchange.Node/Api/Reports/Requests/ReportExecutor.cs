namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>An executor of a resolution.</summary>
public sealed record ReportExecutor
{
    /// <summary>Who.</summary>
    public required ReportContact Contact { get; init; }

    /// <summary>True: answers for the whole task.</summary>
    public bool? Responsible { get; init; }
}
