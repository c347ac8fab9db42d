using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Resumable;

/// <summary>Says the version on every answer, and takes no request of another one (tus 1.0.0, Tus-Resumable).</summary>
internal static class TusVersionGate
{
    public static RouteGroupBuilder RequireTusVersion(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;

        // At the start of the answer, because an accident clears what stands in the headers before.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[TusHeaders.Resumable] = TusHeaders.Version;
            return Task.CompletedTask;
        });
        if (HttpMethods.IsOptions(http.Request.Method) || http.Request.Headers[TusHeaders.Resumable] == TusHeaders.Version) return await next(context);
        http.Response.Headers["Tus-Version"] = TusHeaders.Version;
        return new ProblemAnswer(HttpProblemCodes.TusVersionNotAccepted, http.Request.Headers[TusHeaders.Resumable]);
    });
}
