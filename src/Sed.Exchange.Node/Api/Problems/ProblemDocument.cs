using System.Text.Json.Serialization;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Problems;

/// <summary>A problem (RFC 9457, <c>application/problem+json</c>). Branch on <see cref="Code"/>, show <see cref="Means"/> and <see cref="Do"/>.</summary>
public sealed record ProblemDocument
{
    /// <summary><c>urn:sed-exchange:problem:</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Facts of this case; no content, no persons' names.</summary>
    public string? Detail { get; init; }

    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>The cause, in the reader's language.</summary>
    public required string Means { get; init; }

    /// <summary>The remedy, in the reader's language.</summary>
    public required string Do { get; init; }

    /// <summary>The message it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? MessageId { get; init; }

    /// <summary>With <c>cursor-expired</c>: the cursor to go on from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Restart { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<FindingDocument> Findings { get; init; }
}
