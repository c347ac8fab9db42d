using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Turns exceptions into answers. Judgements never come this way; accidents do. One that leaves the store's state unknown gets no answer at
/// all: the process stops, and what is true is read back at the next start (DESIGN section 8).
/// </summary>
internal static class AccidentGate
{
    public static IApplicationBuilder UseAccidentGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Response.OnStarting(WithholdAfterFailStop, context);
        try
        {
            await next(context);
            await SpeakAsync(context);
        }
        catch (Exception accident)
        {
            await AnswerAsync(context, accident);
        }
    });

    /// <summary>No answer leaves a node whose store failed under somebody else's request: what it would promise may rest on the same disk.</summary>
    private static Task WithholdAfterFailStop(object state)
    {
        var context = (HttpContext)state;
        if (context.RequestServices.GetRequiredService<FailStop>().HasTripped) context.Abort();
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, Exception accident)
    {
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccidentGate));
        if (FailStop.IsFatal(accident))
        {
            context.RequestServices.GetRequiredService<FailStop>().Trip(accident);
            context.Abort();
            return;
        }

        var problem = Judge(context, accident);
        if (problem is null)
        {
            // The caller went away or sent no more: there is nobody to answer.
            NodeLog.RequestAborted(log, context.Request.Method, accident.GetType().Name);
            context.Abort();
            return;
        }

        if (accident is KeyUnavailableException) NodeLog.KeyUnavailable(log, accident.Message);
        if (accident is BlobException { IsDamage: true }) NodeLog.StoreDamaged(log, RouteOf(context), accident);
        if (accident is BlobException { IsGivenUp: true }) NodeLog.UploadGivenUp(log, accident.Message);
        if (accident is BlobException { IsUnreachable: true }) NodeLog.StoreUnreachable(log, accident.Message);
        if (problem.Code == HttpProblemCodes.InternalError) NodeLog.RequestFailed(log, context.Request.Method, RouteOf(context), accident);
        if (context.Response.HasStarted)
        {
            // Half an answer must not look whole.
            context.Abort();
            return;
        }

        context.Response.Clear();
        var answer = new ProblemAnswer(problem);
        // What is left of such a body cannot be told from the next request.
        if (accident is BadHttpRequestException or IOException { InnerException: OverflowException }) await RequestGate.CloseAsync(context, answer);
        else await answer.ExecuteAsync(context);
    }

    // The framework gives up some bodies without a word: with a bare status, or, when their chunks made no sense, with the 200 it began with, which
    // a caller would take for a yes.
    private static Task SpeakAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentType is not null) return Task.CompletedTask;
        var code = context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => HttpProblemCodes.RequestInvalid,
            StatusCodes.Status408RequestTimeout => HttpProblemCodes.RequestTooSlow,
            StatusCodes.Status413PayloadTooLarge => ProblemCodes.TooLarge,
            StatusCodes.Status200OK when HttpMethods.IsPost(context.Request.Method) && context.Request.HasJsonContentType() => HttpProblemCodes.RequestInvalid,
            _ => null,
        };
        return code is null ? Task.CompletedTask : RequestGate.CloseAsync(context, new ProblemAnswer(code));
    }

    // Null: nobody waits for an answer.
    private static Problem? Judge(HttpContext context, Exception accident) => accident switch
    {
        UploadException upload => upload.Problem,
        BlobException { IsGivenUp: true } => new Problem(ProblemCodes.NotDurable) { RetryAfter = TimeSpan.FromSeconds(1) },
        JournalException or JournalConflictException => new Problem(ProblemCodes.NotDurable) { RetryAfter = TimeSpan.FromSeconds(5) },
        BlobException { IsUnreachable: true } => new Problem(ProblemCodes.StoreUnreachable) { RetryAfter = TimeSpan.FromSeconds(30) },
        // One damaged container is an alarm for a person; stopping the node would take everybody else's mail with it.
        BlobException { IsDamage: true } => new Problem(ProblemCodes.StoreDamaged),
        KeyUnavailableException => new Problem(ProblemCodes.KeyUnavailable) { RetryAfter = TimeSpan.FromSeconds(30) },
        BlobException => new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromSeconds(30) },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(ProblemCodes.TooLarge),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new Problem(HttpProblemCodes.RequestTooSlow),
        // Kestrel's own words for a chunk's size that no number holds.
        IOException { InnerException: OverflowException } => new Problem(HttpProblemCodes.RequestInvalid, "chunk size"),
        BadHttpRequestException bad => new Problem(HttpProblemCodes.RequestInvalid, bad.Message),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => null,
        Microsoft.AspNetCore.Connections.ConnectionResetException or Microsoft.AspNetCore.Connections.ConnectionAbortedException => null,
        // Uploads meet a full disk before the stores do.
        IOException full when FileFaults.IsFull(full) => new Problem(ProblemCodes.NoRoom) { RetryAfter = TimeSpan.FromSeconds(30) },
        _ => new Problem(HttpProblemCodes.InternalError),
    };

    // The pattern, never the path: paths carry ids that belong into no log of accidents.
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
}
