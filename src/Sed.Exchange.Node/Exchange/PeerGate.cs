using Microsoft.AspNetCore.Connections.Features;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Exchange;

/// <summary>
/// Finds out which node calls: its TLS certificate's pin, looked up in the directory in force at each request, so that a closed pin ends
/// its node's calls at once, whatever connection it keeps.
/// </summary>
internal static class PeerGate
{
    private const string PinItem = "sedx.pin";

    /// <summary>Opens endpoints to nodes of the directory only; their handlers take a <see cref="Peer"/>.</summary>
    public static RouteGroupBuilder RequirePeer(this RouteGroupBuilder group) => group.WithMetadata(PeerRequired.Mark);

    /// <summary>Stands before parameters are bound, because a <see cref="Peer"/> is one.</summary>
    public static IApplicationBuilder UsePeerGate(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PeerRequired>() is null)
        {
            await next(http);
            return;
        }

        if (Find(http) is not { } node)
        {
            var reason = PinOf(http) is { } pin ? $"certificate pin {pin} is not in directory {Directory(http).Current.Serial}" : "no client certificate";
            if (http.RequestServices.GetRequiredService<CallerLimits>().CountStranger(http.Connection.RemoteIpAddress) is { } tooMany)
            {
                await new ProblemAnswer(tooMany).ExecuteAsync(http);
                return;
            }

            NodeLog.PeerRefused(Log(http), http.Connection.RemoteIpAddress, reason);
            await new ProblemAnswer(ProblemCodes.PeerUnknown, reason).ExecuteAsync(http);
            return;
        }

        http.Features.Set(new Peer(node));
        await next(http);
    });

    /// <summary>The node that calls, or null.</summary>
    public static string? Find(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return PinOf(http) is { } pin ? Directory(http).Current.FindNodeByPin(pin, now)?.Id : null;
    }

    /// <summary>SHA-256 of the caller's public key, computed once per connection; null without certificate.</summary>
    public static string? PinOf(HttpContext http)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items?.TryGetValue(PinItem, out var known) == true) return (string?)known;
        var pin = http.Connection.ClientCertificate is { } certificate ? Certificate.Parse(certificate.RawData)?.PublicKeyPin : null;
        if (items is not null) items[PinItem] = pin;
        return pin;
    }

    private static DirectoryKeeper Directory(HttpContext http) => http.RequestServices.GetRequiredService<Gateway>().Directory;

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PeerGate));
}
