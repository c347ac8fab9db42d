namespace Sed.Exchange.Client;

/// <summary>Why the node did not do what was asked (RFC 9457, <c>application/problem+json</c>).</summary>
public sealed record ExchangeProblem
{
    /// <summary><c>urn:sed-exchange:problem:</c> and the code.</summary>
    public string? Type { get; init; }

    /// <summary>One line for people, in the language asked for.</summary>
    public string? Title { get; init; }

    /// <summary>HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Facts of this case: bare values, no document content.</summary>
    public string? Detail { get; init; }

    /// <summary>Stable code to branch on, for example <c>recipient-unknown</c>. Never branch on texts.</summary>
    public string Code { get; init; } = "unknown";

    /// <summary>The cause, for people.</summary>
    public string? Means { get; init; }

    /// <summary>The remedy, for people.</summary>
    public string? Do { get; init; }

    /// <summary>The message it is about, when one is known.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>With code <c>cursor-expired</c>: the cursor to go on from.</summary>
    public string? Restart { get; init; }

    /// <summary>What was found, when the problem rests on findings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
