namespace Sed.Exchange.Client;

/// <summary>Control of a task.</summary>
public sealed record ReportControl
{
    /// <summary><c>NoControl</c>, <c>UnderControl</c> or <c>EndedControl</c>; null: under control.</summary>
    public string? State { get; init; }

    /// <summary>Until when.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Who controls.</summary>
    public ReportContact? Controller { get; init; }

    /// <summary>How it goes.</summary>
    public string? Summary { get; init; }

    /// <summary>When it was done.</summary>
    public DateOnly? FactDate { get; init; }

    /// <summary>Why control was ended.</summary>
    public string? Resume { get; init; }
}
