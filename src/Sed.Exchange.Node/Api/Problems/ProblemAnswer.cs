using System.Globalization;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api.Problems;

/// <summary>Answers a problem, in the reader's language and with the status its code has on this listener.</summary>
public sealed class ProblemAnswer : IResult
{
    private readonly Problem _problem;

    /// <summary>Creates the answer.</summary>
    public ProblemAnswer(Problem problem) => _problem = problem;

    /// <summary>Creates the answer.</summary>
    public ProblemAnswer(string code, string? detail = null)
        : this(new Problem(code, detail))
    {
    }

    /// <summary>The message it is about.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>With <c>cursor-expired</c>: the cursor to go on from.</summary>
    public string? Restart { get; init; }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var document = Describe(httpContext);
        httpContext.Response.StatusCode = document.Status;
        if (RetryAfter(document.Status) is { } pause)
        {
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return httpContext.Response.WriteAsJsonAsync(document, DocumentJson.Compact, "application/problem+json", httpContext.RequestAborted);
    }

    /// <summary>The document, as it would be answered.</summary>
    public ProblemDocument Describe(HttpContext context)
    {
        var language = RequestLanguage.Of(context.Request);
        var row = ProblemTable.Find(_problem.Code);
        var text = TextCatalogue.Find(language, _problem.Code);
        return new ProblemDocument
        {
            Type = "urn:sed-exchange:problem:" + _problem.Code,
            Title = text.Means,
            Status = ListenerTag.Of(context) == Listener.Exchange ? row.PeerStatus : row.Status,
            Detail = _problem.Detail,
            Code = _problem.Code,
            Means = text.Means,
            Do = text.Do,
            MessageId = MessageId,
            Restart = Restart,
            Findings = FindingDocument.From(_problem.Findings, language),
        };
    }

    // A 503 or 429 without Retry-After leaves the caller guessing.
    private TimeSpan? RetryAfter(int status) => _problem.RetryAfter
        ?? (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests ? TimeSpan.FromSeconds(5) : null);
}
