using System.ComponentModel.DataAnnotations;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>A resolution or point that the recipient gave.</summary>
public sealed record ReportResolution
{
    /// <summary>Its GUID in the installation; left out, the node makes one.</summary>
    [StringLength(255)]
    public string? Uid { get; init; }

    /// <summary><c>Resolution</c>, or <c>Point</c> with a number; left out, a resolution.</summary>
    public SevTaskType? Type { get; init; }

    /// <summary>Number of the point.</summary>
    [StringLength(255)]
    public string? Number { get; init; }

    /// <summary>Who gave it.</summary>
    public required ReportContact Author { get; init; }

    /// <summary>When it was given.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What is to be done.</summary>
    [StringLength(4000)]
    public string? Text { get; init; }

    /// <summary>Who must do it.</summary>
    public IReadOnlyList<ReportExecutor>? Executors { get; init; }

    /// <summary>Control with its deadline.</summary>
    public ReportControl? Control { get; init; }

    /// <summary>Note.</summary>
    [StringLength(4000)]
    public string? Note { get; init; }

    /// <summary>Category of the task.</summary>
    [StringLength(255)]
    public string? Category { get; init; }

    /// <summary>True: confidential.</summary>
    public bool? Confidential { get; init; }
}
