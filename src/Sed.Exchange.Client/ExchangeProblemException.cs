using System.Net;

namespace Sed.Exchange.Client;

/// <summary>
/// The node answered, and the answer is no. <see cref="Code"/> says why in a word that never changes;
/// <see cref="IsTemporary"/> says whether the same call can succeed later.
/// <code>
/// catch (ExchangeProblemException problem) when (problem.Code == "recipient-unknown")
/// {
///     desk.Show(problem.Problem.Means, problem.Problem.Do);   // cause and remedy, in the installation's language
/// }
/// </code>
/// </summary>
public sealed class ExchangeProblemException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExchangeProblemException(ExchangeProblem problem, TimeSpan? retryAfter)
        : base(Describe(problem))
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The whole problem document.</summary>
    public ExchangeProblem Problem { get; }

    /// <summary>Stable code to branch on.</summary>
    public string Code => Problem.Code;

    /// <summary>Facts of this case.</summary>
    public string? Detail => Problem.Detail;

    /// <summary>What was found, when the problem rests on findings.</summary>
    public IReadOnlyList<Finding> Findings => Problem.Findings;

    /// <summary>When the node asks to be tried again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>True: the same call may succeed later (busy, full, not durable now, in use by another call). False: it will meet the same answer.</summary>
    public bool IsTemporary => (HttpStatusCode)Problem.Status
        is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
        or HttpStatusCode.Locked or HttpStatusCode.RequestTimeout;

    private static string Describe(ExchangeProblem problem)
    {
        var text = problem.Title ?? problem.Means ?? $"HTTP {problem.Status}";
        if (problem.Detail is not null) text += $" ({problem.Detail})";
        if (problem.Do is not null) text += $" {problem.Do}";
        return $"{problem.Code}: {text}";
    }
}
