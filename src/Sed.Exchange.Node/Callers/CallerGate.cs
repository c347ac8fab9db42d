using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Exchange;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Callers;

/// <summary>
/// Holds every caller to its limits. The console has none: it is the administrator's, on loopback, and must answer when everything else is
/// too busy to.
/// </summary>
internal static class CallerGate
{
    /// <summary>Puts endpoints into a lane of their own; without it they are <see cref="CallLane.Requests"/>.</summary>
    public static TBuilder InLane<TBuilder>(this TBuilder builder, CallLane lane)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new CallLaneMark(lane));

    /// <summary>Stands behind authentication, which says who calls, and before authorisation, so that a refusal costs its place too.</summary>
    public static IApplicationBuilder UseCallerGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (ListenerTag.Of(context) == Listener.Console || CallerOf(context) is not { } caller)
        {
            await next(context);
            return;
        }

        var limits = context.RequestServices.GetRequiredService<CallerLimits>();
        using var place = limits.Enter(caller, LaneOf(context), out var problem);
        if (place is null) await new ProblemAnswer(problem!).ExecuteAsync(context);
        else await next(context);
    });

    // Null: nobody, on the way to be told so; that is counted where it is said.
    private static Caller? CallerOf(HttpContext context)
    {
        if (context.Features.Get<ApiClient>() is { } client) return new Caller(CallerKind.Client, client.Id);
        if (context.Features.Get<Peer>() is { } peer) return new Caller(CallerKind.Peer, peer.Id);
        if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>() is not null) return null;
        return ListenerTag.Of(context) == Listener.Exchange && PeerGate.Find(context) is { } node
            ? new Caller(CallerKind.Peer, node)
            : new Caller(CallerKind.Address, CallerLimits.NameOf(context.Connection.RemoteIpAddress));
    }

    private static CallLane LaneOf(HttpContext context)
    {
        var lane = context.GetEndpoint()?.Metadata.GetMetadata<CallLaneMark>()?.Lane ?? CallLane.Requests;
        return lane == CallLane.Polls && context.Request.Query["wait"].ToString() is "" or "0" ? CallLane.Requests : lane;
    }
}
