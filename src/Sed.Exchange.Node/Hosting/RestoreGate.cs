using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Exchange;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Shuts the doors of a node that was restored and does not know yet what it had said (DESIGN section 8): 503 <c>restoring</c> for installations, and for
/// peers whatever would make it take or promise something. What peers ask or bring so that they or this node can be restored stays open, and so do health and page.
/// </summary>
internal static class RestoreGate
{
    public static IApplicationBuilder UseRestoreGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.RequestServices.GetRequiredService<Gateway>().Restoration.Shut is { } shut && IsDoor(context)) await new ProblemAnswer(shut).ExecuteAsync(context);
        else await next(context);
    });

    private static bool IsDoor(HttpContext context) => ListenerTag.Of(context) switch
    {
        Listener.Api => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal),
        Listener.Exchange => !HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.Equals(ExchangeRoutes.DirectoryPath, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
