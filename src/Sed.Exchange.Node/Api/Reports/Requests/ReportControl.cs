using System.ComponentModel.DataAnnotations;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>Control of a task.</summary>
public sealed record ReportControl
{
    /// <summary><c>NoControl</c>, <c>UnderControl</c> or <c>EndedControl</c>; left out, under control.</summary>
    public SevControlState? State { get; init; }

    /// <summary>Until when.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Who controls.</summary>
    public ReportContact? Controller { get; init; }

    /// <summary>How it goes (ход исполнения).</summary>
    [StringLength(4000)]
    public string? Summary { get; init; }

    /// <summary>When it was done.</summary>
    public DateOnly? FactDate { get; init; }

    /// <summary>Why control was ended.</summary>
    [StringLength(4000)]
    public string? Resume { get; init; }
}
