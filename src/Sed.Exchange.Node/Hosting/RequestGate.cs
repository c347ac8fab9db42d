using System.Net;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// What Kestrel lets through and this node does not (measured, PLATFORM section 3): methods nobody uses here, a body whose length is said
/// twice, foreign names on the console.
/// </summary>
internal static class RequestGate
{
    public static IApplicationBuilder UseRequestGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "HEAD" or "POST"))
        {
            context.Response.Headers.Allow = "GET, HEAD, POST";
            await new ProblemAnswer(HttpProblemCodes.MethodNotAllowed, request.Method is "TRACE" or "CONNECT" ? request.Method : null).ExecuteAsync(context);
            return;
        }

        // Two statements of one length are how requests are smuggled past a proxy; a sign before a number is another.
        var length = request.Headers.ContentLength is null ? null : request.Headers["Content-Length"].ToString();
        if (length is not null && (request.Headers.TransferEncoding.Count > 0 || !length.All(char.IsAsciiDigit)))
        {
            context.Response.Headers.Connection = "close";
            await new ProblemAnswer(HttpProblemCodes.RequestInvalid, "Content-Length").ExecuteAsync(context);
            return;
        }

        // A page elsewhere could otherwise read the console through a name that resolves to loopback (DNS rebinding).
        if (ListenerTag.Of(context) == Listener.Console && !IsLoopback(request.Host.Host))
        {
            await new ProblemAnswer(HttpProblemCodes.RequestInvalid, "Host").ExecuteAsync(context);
            return;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        await next(context);
    });

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
