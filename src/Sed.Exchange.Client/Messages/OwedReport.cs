namespace Sed.Exchange.Client;

/// <summary>A report that the sender of a document asked its recipient for.</summary>
public sealed record OwedReport
{
    /// <summary><c>Reception</c>, <c>Registration</c>, <c>Forwarding</c>, <c>Consideration</c>, <c>Execution</c>, <c>Redirection</c>, <c>Answer</c>…</summary>
    public required string Kind { get; init; }

    /// <summary><c>Owed</c>, <c>Received</c>, <c>Overdue</c> (it was due and has not come) or <c>Ended</c> (its time is over).</summary>
    public required string State { get; init; }

    /// <summary>Until when it is asked for.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When the first one was said; null: none has come.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The message that carried the first one.</summary>
    public Guid? ReportMessageId { get; init; }

    /// <summary>The receipt that answers it, when no report does.</summary>
    public Guid? ReceiptId { get; init; }
}
