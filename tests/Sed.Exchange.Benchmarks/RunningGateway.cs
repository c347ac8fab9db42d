using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks;

/// <summary>One gateway of the region, opened and, unless told otherwise, dispatching, without the listeners of a node.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _dispatching;

    private RunningGateway(Gateway gateway, IJournal journal, bool isDispatching)
    {
        Gateway = gateway;
        Journal = journal;
        _dispatching = isDispatching ? Task.Run(() => gateway.Dispatcher.RunAsync(_stop.Token)) : Task.CompletedTask;
    }

    /// <summary>The gateway.</summary>
    public Gateway Gateway { get; }

    /// <summary>Its journal.</summary>
    public IJournal Journal { get; }

    /// <summary>Ends when it is disposed of, or with the fault that ended its dispatcher.</summary>
    public Task Dispatching => _dispatching;

    /// <summary>Opens the gateway of a made node on a fresh data folder and joins it to the link.</summary>
    /// <param name="region">The region.</param>
    /// <param name="nodeId">The node.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="link">Joins it to its neighbours.</param>
    /// <param name="isDispatching">False: whoever measures says when it sends.</param>
    /// <param name="retention">How long it keeps things; null: as long as a node does by default.</param>
    /// <param name="logging">Where its log goes; null: nowhere.</param>
    public static async Task<RunningGateway> OpenAsync(
        MadeRegion region, string nodeId, string folder, InProcessLink link, bool isDispatching = true, RetentionOptions? retention = null, ILoggerFactory? logging = null)
    {
        Directory.CreateDirectory(folder);
        var node = region.Node(nodeId);
        var journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"));
        var parts = new GatewayParts
        {
            Identity = new NodeIdentity(
                nodeId,
                node.Receipts.Open(),
                region.Plan.Organisations.Where(row => row.Node == nodeId).ToDictionary(row => row.Id, row => (SigningKey)node.SealOf(row.Id).Open()),
                "benchmark"),
            Journal = journal,
            Blobs = FileBlobStore.Open(Path.Combine(folder, "blobs")),
            Peers = link.From(nodeId),
            Entropy = new Entropy(),
            Time = TimeProvider.System,
            Logging = logging ?? NullLoggerFactory.Instance,
            Retention = retention ?? new RetentionOptions(),
        };
        var gateway = await Gateway.OpenAsync(parts, await File.ReadAllBytesAsync(region.DirectoryFile), region.DirectoryFingerprint, CancellationToken.None);
        link.Join(nodeId, gateway);
        return new RunningGateway(gateway, journal, isDispatching);
    }

    /// <summary>A letter to one recipient is handed in: sealed, verified, synced, committed.</summary>
    /// <exception cref="InvalidOperationException">It is not taken.</exception>
    public async Task<DeliveryRow> SubmitAsync(Letter letter)
    {
        var result = await Gateway.Admission.SubmitAsync(
            new Submission { Organisations = [ReferenceRegion.Government], Client = "benchmark", Files = letter.Files() }, CancellationToken.None);
        return result is AdmissionResult.Accepted accepted
            ? accepted.Deliveries.Single()
            : throw new InvalidOperationException($"Not accepted: {((AdmissionResult.NotTaken)result).Problem.Code} {((AdmissionResult.NotTaken)result).Problem.Detail}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _dispatching;
        await Journal.DisposeAsync();
        _stop.Dispose();
    }

    private sealed class Entropy : IEntropy
    {
        public Guid NewId() => Guid.CreateVersion7();

        public double NextFraction() => Random.Shared.NextDouble();
    }
}
