using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Capture;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Delivery.Webhooks;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery;

/// <summary>Everything a gateway is made of; the node fills it from its configuration.</summary>
public sealed record GatewayParts
{
    /// <summary>Who this node is.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>The journal; stays the caller's to dispose.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>The blob store.</summary>
    public required IBlobStore Blobs { get; init; }

    /// <summary>The link to other nodes.</summary>
    public required IPeerLink Peers { get; init; }

    /// <summary>Ids and jitter.</summary>
    public required IEntropy Entropy { get; init; }

    /// <summary>The one clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where log lines go.</summary>
    public required ILoggerFactory Logging { get; init; }

    /// <summary>
    /// Where long computations run. In place by default, so that a whole region can run in one thread; a node gives them a thread of the pool, so that
    /// its dispatcher does not wait for them (promise 6).
    /// </summary>
    public Func<Action, Task> RunLong { get; init; } = work =>
    {
        work();
        return Task.CompletedTask;
    };

    /// <summary>Options of delivery.</summary>
    public DeliveryOptions Options { get; init; } = new();

    /// <summary>By which neighbour a node is reached, whatever the tree of the directory says; node ids.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Finds next hops.</summary>
    internal Router Router => new(Identity.NodeId, Routes);

    /// <summary>Limits of containers.</summary>
    public ContainerLimits ContainerLimits { get; init; } = ContainerLimits.Default;

    /// <summary>Limits of packages.</summary>
    public PackageLimits PackageLimits { get; init; } = PackageLimits.Default;

    /// <summary>What gathers the evidence of accepted and delivered containers, in this order; their names differ. None: no more is kept than what was exchanged.</summary>
    public IReadOnlyList<ICaptureSource> Captures { get; init; } = [];

    /// <summary>The authorities of time to ask for stamps over receipts and containers; null: none, and nothing is stamped.</summary>
    public ITimeAuthorities? TimeAuthorities { get; init; }

    /// <summary>By which receivers of feeds are called; null: none is.</summary>
    public IWebhookLink? Webhooks { get; init; }

    /// <summary>How long things are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Options of stamping.</summary>
    public StampingOptions Stamping { get; init; } = new();

    /// <summary>The list of accredited authorities, or null.</summary>
    public AccreditedList? Accredited { get; init; }

    /// <summary>What is good enough in officials' signatures, and what one that cannot be told leads to.</summary>
    public VerificationPolicy Policy { get; init; } = VerificationPolicy.Standard;

    /// <summary>Anchors for officials' signatures; null: no trust folder.</summary>
    public TrustAnchors? Anchors { get; init; }
}
