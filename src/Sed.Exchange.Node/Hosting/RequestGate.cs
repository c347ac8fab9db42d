using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// What Kestrel lets through and this node does not (measured, PLATFORM section 3): messages whose end can be seen in two ways, methods nobody uses
/// here, names that are not this node's. Where the end of a message is in doubt the connection is closed: what follows on it could be anybody's.
/// </summary>
internal static class RequestGate
{
    public static IApplicationBuilder UseRequestGate(this IApplicationBuilder app)
    {
        var hosts = new ServedHosts(app.ApplicationServices.GetRequiredService<NodeConfiguration>().Listening.Hosts);
        return app.Use(async (context, next) =>
        {
            var request = context.Request;

            // 1. Where does it end?
            if (context.Features.Get<FramingWatch>()?.Fault is { } fault)
            {
                await CloseAsync(context, new ProblemAnswer(HttpProblemCodes.RequestInvalid, fault));
                return;
            }

            // 2. What does it want? After CONNECT a caller sends what is no HTTP any more.
            if (request.Method is not ("GET" or "HEAD" or "POST" or "PATCH" or "DELETE" or "OPTIONS"))
            {
                // What an endpoint does not know of these, routing refuses and says what it knows.
                context.Response.Headers.Allow = "GET, HEAD, POST, PATCH, DELETE, OPTIONS";
                var refused = new ProblemAnswer(HttpProblemCodes.MethodNotAllowed, request.Method is "TRACE" or "CONNECT" ? request.Method : null);
                if (request.Method == "CONNECT") await CloseAsync(context, refused);
                else await refused.ExecuteAsync(context);
                return;
            }

            // 3. Whom does it name?
            if (!hosts.Has(ListenerTag.Of(context), request.Host.Host))
            {
                await new ProblemAnswer(HttpProblemCodes.HostNotServed).ExecuteAsync(context);
                return;
            }

            await next(context);
        });
    }

    /// <summary>Answers and ends the connection.</summary>
    public static Task CloseAsync(HttpContext context, ProblemAnswer answer)
    {
        // HTTP/2 knows no such header; its streams end by themselves.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol)) context.Response.Headers.Connection = "close";
        return answer.ExecuteAsync(context);
    }
}
