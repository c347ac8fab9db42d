using System.ComponentModel.DataAnnotations;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>One fault of a refusal.</summary>
public sealed record ReportFault
{
    /// <summary>Code of the installation's own list; left out, 1000. 39 says one thing only: the document has no author.</summary>
    public int? Code { get; init; }

    /// <summary>What is wrong, in a sentence.</summary>
    [StringLength(4000)]
    public required string Text { get; init; }
}
