namespace Sed.Exchange.Client;

/// <summary>A resolution or point that was given.</summary>
public sealed record ReportResolution
{
    /// <summary>Its GUID in your system; null: the node makes one.</summary>
    public string? Uid { get; init; }

    /// <summary><c>Resolution</c>, or <c>Point</c> with a number; null: a resolution.</summary>
    public string? Type { get; init; }

    /// <summary>Number of the point.</summary>
    public string? Number { get; init; }

    /// <summary>Who gave it.</summary>
    public required ReportContact Author { get; init; }

    /// <summary>When it was given.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What is to be done.</summary>
    public string? Text { get; init; }

    /// <summary>Who must do it.</summary>
    public IReadOnlyList<ReportExecutor>? Executors { get; init; }

    /// <summary>Control with its deadline.</summary>
    public ReportControl? Control { get; init; }

    /// <summary>Note.</summary>
    public string? Note { get; init; }

    /// <summary>Category of the task.</summary>
    public string? Category { get; init; }

    /// <summary>True: confidential.</summary>
    public bool? Confidential { get; init; }
}
