using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>The card of an answer.</summary>
public sealed record ReportAnswer
{
    /// <summary>GUID of the card; left out, the node makes one.</summary>
    [StringLength(255)]
    public string? Uid { get; init; }

    /// <summary>Registration number of the answer.</summary>
    [StringLength(255)]
    public required string Number { get; init; }

    /// <summary>Registration date of the answer.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Group of documents.</summary>
    [StringLength(255)]
    public string? Group { get; init; }

    /// <summary>Access mark (гриф).</summary>
    [StringLength(255)]
    public string? Access { get; init; }

    /// <summary>Composition (состав).</summary>
    [StringLength(255)]
    public string? Consists { get; init; }

    /// <summary>Content (содержание).</summary>
    [StringLength(4000)]
    public string? Annotation { get; init; }

    /// <summary>Who signed; left out, the organisation.</summary>
    public ReportContact? Author { get; init; }
}
