using Sed.Exchange.Adapters.Entropy;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Adapters.Timestamps;
using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Evidence;

namespace Sed.Exchange.Node.Hosting;

/// <summary>What runs behind the listeners, opened and owned by the process: stores, links, the gateway. Disposed in the reverse order.</summary>
internal sealed class NodePlant : IAsyncDisposable
{
    /// <summary>The journal.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>The blob store.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>The gateway.</summary>
    public required Gateway Gateway { get; init; }

    /// <summary>What is shown at both ends of TLS connections.</summary>
    public required TlsIdentity Tls { get; init; }

    /// <summary>Where uploads under way lie.</summary>
    public required UploadFolder Uploads { get; init; }

    /// <summary>Where uploads in pieces lie.</summary>
    public required ResumableFolder Resumable { get; init; }

    /// <summary>Everything to dispose, in the order opened.</summary>
    public required IReadOnlyList<object> Owned { get; init; }

    /// <summary>Opens everything; whatever was opened before a failure is closed again.</summary>
    public static async Task<NodePlant> OpenAsync(
        NodeConfiguration configuration, NodeMaterial material, TimeProvider time, ILoggerFactory logging, CancellationToken cancel)
    {
        var owned = new List<object>();
        try
        {
            var folder = Own(NodeFolder.Take(configuration.DataFolder));
            NodeStore.RefuseHalfRestored(configuration);
            var blobs = Own(await BlobRoom.TakeAsync(configuration, material.IsDevelopment, logging.CreateLogger<NodePlant>(), cancel));
            await NodeStore.RefuseLostJournalAsync(configuration, blobs, cancel);
            var journal = Own(SqliteJournal.Open(NodeStore.JournalFile(configuration)));
            var tls = new TlsIdentity(material.Tls, time);
            var peers = Own(new HttpPeerLink(tls, time, logging, configuration.Peers));
            var entropy = new RandomEntropy(time);
            var authorities = configuration.Timestamps is { } place && material.TimeAnchors is { } anchors
                ? Own(new HttpTimeAuthorities(place.Options, anchors, time, entropy, logging.CreateLogger<HttpTimeAuthorities>()))
                : null;
            var cache = configuration.RevocationCacheBytes == 0
                ? null
                : new RevocationCache(Path.Combine(folder.Path, "revocation"), configuration.RevocationCacheBytes, logging.CreateLogger<RevocationCache>());
            var revocation = configuration.RevocationReach == "off"
                ? null
                : Own(new RevocationFetch(configuration.Revocation, time, entropy, logging.CreateLogger<RevocationFetch>(), cache));
            var issuers = configuration.IssuerHosts.Count == 0
                ? null
                : Own(new IssuerFetch(configuration.IssuerHosts, configuration.Revocation, time, logging.CreateLogger<IssuerFetch>()));
            var webhooks = Own(new HttpWebhookLink(configuration.Webhooks, time));
            var gateway = await Gateway.OpenAsync(
                new GatewayParts
                {
                    Identity = material.Identity,
                    Journal = journal,
                    Blobs = blobs,
                    Peers = peers,
                    Entropy = entropy,
                    Time = time,
                    Logging = logging,
                    Options = configuration.Delivery,
                    Routes = configuration.Routes.ToDictionary(route => route.To, route => route.Via, StringComparer.Ordinal),
                    ContainerLimits = configuration.ContainerLimits,
                    PackageLimits = configuration.PackageLimits,
                    Policy = material.Policy,
                    Anchors = material.Anchors,
                    TimeAuthorities = authorities,
                    Stamping = configuration.Stamping,
                    Webhooks = webhooks,
                    Retention = configuration.Retention,
                    Accredited = material.Accredited,
                    Captures = [new OfficialsCapture(blobs, material.Trust, revocation, issuers, configuration, time)],
                    RunLong = work => Task.Run(work, CancellationToken.None),
                },
                material.Directory,
                configuration.DirectoryFingerprint,
                cancel);
            tls.Follow(() => gateway.Directory.Current.FindNode(configuration.NodeId)?.TlsPins ?? []);
            return new NodePlant
            {
                Tls = tls,
                Journal = journal,
                Blobs = blobs,
                Gateway = gateway,
                Uploads = UploadFolder.Open(folder.Path),
                Resumable = ResumableFolder.Open(folder.Path, configuration.Resumable, time),
                Owned = owned,
            };
        }
        catch
        {
            await DisposeAsync(owned);
            throw;
        }

        T Own<T>(T part)
            where T : class
        {
            owned.Add(part);
            return part;
        }
    }

    public async ValueTask DisposeAsync() => await DisposeAsync(Owned);

    private static async ValueTask DisposeAsync(IReadOnlyList<object> owned)
    {
        foreach (var part in owned.Reverse())
        {
            if (part is IAsyncDisposable later) await later.DisposeAsync();
            else (part as IDisposable)?.Dispose();
        }
    }
}
