using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Lets a request only to endpoints of its own listener; to the others there is nothing there.</summary>
internal static class ListenerGate
{
    /// <summary>Binds endpoints to listeners.</summary>
    public static TBuilder On<TBuilder>(this TBuilder builder, Listener listeners)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ListenerTag(listeners));

    /// <summary>Stands between routing and everything that looks at the endpoint; whoever passes has an endpoint of its listener.</summary>
    public static IApplicationBuilder UseListenerGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint endpoint when ((endpoint.Metadata.GetMetadata<ListenerTag>()?.Listener ?? Listener.None) & ListenerTag.Of(context)) != 0:
                await next(context);
                break;
            case RouteEndpoint or null:
                context.SetEndpoint(null);
                await new ProblemAnswer(Delivery.ProblemCodes.NotFound).ExecuteAsync(context);
                break;
            case { RequestDelegate: { } routing }:
                // Routing's own answers, 405 with Allow and 415: they get a code.
                context.SetEndpoint(null);
                await routing(context);
                var code = context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType
                    ? HttpProblemCodes.MediaTypeNotAccepted
                    : HttpProblemCodes.MethodNotAllowed;
                await new ProblemAnswer(code).ExecuteAsync(context);
                break;
        }
    });
}
