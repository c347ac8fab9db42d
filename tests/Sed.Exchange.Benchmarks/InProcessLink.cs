using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Benchmarks;

/// <summary>Carries containers and receipts from one gateway to another in the same process: the node protocol without its wire.</summary>
internal sealed class InProcessLink
{
    private readonly ConcurrentDictionary<string, Gateway> _gateways = new(StringComparer.Ordinal);

    /// <summary>Makes a gateway reachable.</summary>
    public void Join(string node, Gateway gateway) => _gateways[node] = gateway;

    /// <summary>The link as one node sees it.</summary>
    public IPeerLink From(string node) => new End(this, node);

    private sealed class End(InProcessLink link, string self) : IPeerLink
    {
        public async Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel)
        {
            // As on the wire: the octets are hashed once for Content-Digest and then sent.
            byte[] digest;
            await using (var octets = await transfer.Open(cancel)) digest = await SHA256.HashDataAsync(octets, cancel);
            await using var content = await transfer.Open(cancel);
            var result = await link._gateways[peer.Id].Reception.ReceiveAsync(
                new IncomingContainer(
                    self, transfer.MessageId, transfer.Sender, transfer.Recipients, transfer.Path, transfer.DirectorySerial, digest, content)
                {
                    Container = transfer.Container,
                },
                cancel);
            return result switch
            {
                ReceptionResult.Answered answered => new PeerAnswer.Answered([.. answered.Receipts.Select(receipt => receipt.Bytes)]),
                ReceptionResult.NotTaken not => new PeerAnswer.Rejected(not.Problem.Code, not.Problem.Detail),
                _ => throw new InvalidOperationException(result.ToString()),
            };
        }

        public async Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel) =>
            await link._gateways[peer.Id].Receipts.ReceiveAsync(self, receipt, cancel) is { } problem
                ? new PeerAnswer.Rejected(problem.Code, problem.Detail)
                : new PeerAnswer.Answered([]);

        public Task<PeerAnswer> FetchExchangedAsync(NodeEntry peer, DateTimeOffset since, long after, CancellationToken cancel) =>
            throw new NotSupportedException("Nobody is restored here.");

        public Task<PeerAnswer> FetchContainerAsync(NodeEntry peer, DigestValue digest, Stream to, long length, CancellationToken cancel) =>
            throw new NotSupportedException("Nobody is restored here.");

        // Neighbours are asked from the start, whether they have joined or ever will.
        public Task<PeerAnswer> FetchAboutAsync(NodeEntry peer, CancellationToken cancel) => Task.FromResult<PeerAnswer>(
            link._gateways.TryGetValue(peer.Id, out var gateway)
                ? new PeerAnswer.About(gateway.Clock.Now, gateway.Clock.IsSure, gateway.Directory.Current.Serial)
                : new PeerAnswer.Temporary(PeerCodes.Unreachable, "not joined", null));

        public Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, DigestValue container, CancellationToken cancel) =>
            Task.FromResult<PeerAnswer>(new PeerAnswer.Answered([]));

        public Task<PeerAnswer> OfferDirectoryAsync(NodeEntry peer, byte[] file, CancellationToken cancel) =>
            throw new NotSupportedException("The directory stays as it is here.");

        public Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, long after, CancellationToken cancel) =>
            Task.FromResult<byte[]?>(link._gateways[peer.Id].Directory.CurrentFile);
    }
}
