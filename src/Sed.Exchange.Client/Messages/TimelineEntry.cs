namespace Sed.Exchange.Client;

/// <summary>One line of a timeline.</summary>
public sealed record TimelineEntry
{
    /// <summary>By the clock of the node that says it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The node that says it.</summary>
    public required string Node { get; init; }

    /// <summary>A receipt kind (<c>Accepted</c> … <c>Undelivered</c>) or a report's event (<c>Registered</c>, <c>Answer</c>…).</summary>
    public required string Event { get; init; }

    /// <summary>The receipt that says it, when one does.</summary>
    public Guid? ReceiptId { get; init; }

    /// <summary>True: its signature was verified and its issuer may say so.</summary>
    public bool? Verified { get; init; }

    /// <summary>Reason code of the negative kinds.</summary>
    public string? Reason { get; init; }

    /// <summary>The message that carried the report, when one says it: its card tells the rest.</summary>
    public Guid? ReportMessageId { get; init; }

    /// <summary>
    /// What the report tells of: <c>Registration</c>, <c>Forwarding</c>, <c>Consideration</c>, <c>Execution</c>, <c>Redirection</c>, <c>Answer</c>…; empty for a
    /// receipt.
    /// </summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The number that the report tells: of the registration, or of the answer.</summary>
    public string? Number { get; init; }

    /// <summary>The date of <see cref="Number"/>.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Where the API gives the signed file.</summary>
    public string? File { get; init; }
}
