using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.Wire;

/// <summary>The link of one node to others over the <see cref="Line"/>; answers are put as HTTP would put them.</summary>
internal sealed class SimulatedLink(SimulatedRegion region, SimulatedNode self) : IPeerLink
{
    /// <inheritdoc/>
    public async Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel)
    {
        await using var octets = await transfer.Open(cancel).ConfigureAwait(false);
        using var copy = new MemoryStream();
        await octets.CopyToAsync(copy, cancel).ConfigureAwait(false);
        var sent = copy.ToArray();
        var claimed = transfer.Container;
        if (region.Chance(weather => weather.Forgery))
        {
            sent = region.Line.Damaged(sent);
            claimed = new DigestValue(claimed.Algorithm, SHA256.HashData(sent));
        }

        var digest = SHA256.HashData(sent);
        var answer = await ExchangeAsync(peer, sent, async (gateway, arrived) => await gateway.Reception.ReceiveAsync(
            new IncomingContainer(
                self.Id, transfer.MessageId, transfer.Sender, transfer.Recipients, transfer.Path, transfer.DirectorySerial, digest,
                new MemoryStream(arrived, writable: false))
            {
                Container = claimed,
            },
            CancellationToken.None).ConfigureAwait(false) switch
        {
            ReceptionResult.Answered answered => new PeerAnswer.Answered([.. answered.Receipts.Select(receipt => receipt.Bytes)]),
            ReceptionResult.NotTaken notTaken => AnswerTo(notTaken.Problem),
            var other => throw new InvalidOperationException(other.GetType().Name),
        }, cancel).ConfigureAwait(false);

        // What went a circle comes back to its origin, which may say Undelivered: that would be no lie. Nor does one lie that is being told what it said before its disk was lost.
        return peer.Id != transfer.Path[0] && !region.Node(peer.Id).WasRestored && region.Chance(weather => weather.Lie) ? LieOf(peer, transfer) : answer;
    }

    /// <inheritdoc/>
    public Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel) => ExchangeAsync(
        peer,
        receipt,
        async (gateway, arrived) =>
        {
            if (await gateway.Receipts.ReceiveAsync(self.Id, arrived, CancellationToken.None).ConfigureAwait(false) is not { } problem) return new PeerAnswer.Answered([]);

            // Of the reserve: no room for letters is none for this.
            if (problem.Code == ProblemCodes.NoRoom) region.Violate($"{peer.Id}: has no room for a receipt");
            return AnswerTo(problem);
        },
        cancel);

    /// <inheritdoc/>
    public Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, DigestValue container, CancellationToken cancel) => ExchangeAsync(
        peer,
        [],
        async (gateway, _) => new PeerAnswer.Answered(
            [.. (await gateway.Recollection.ReceiptsOfAsync(self.Id, messageId, recipient, container, CancellationToken.None).ConfigureAwait(false)).Select(receipt => receipt.Bytes)]),
        cancel);

    /// <inheritdoc/>
    public Task<PeerAnswer> FetchExchangedAsync(NodeEntry peer, DateTimeOffset since, long after, CancellationToken cancel) => ExchangeAsync(
        peer,
        [],
        async (gateway, _) => new PeerAnswer.Exchanged(
            await gateway.Recollection.ListAsync(self.Id, since, after, CancellationToken.None).ConfigureAwait(false)),
        cancel);

    /// <inheritdoc/>
    public Task<PeerAnswer> FetchAboutAsync(NodeEntry peer, CancellationToken cancel) => ExchangeAsync(
        peer, [], (gateway, _) => Task.FromResult<PeerAnswer>(new PeerAnswer.About(gateway.Clock.Now, gateway.Clock.IsSure, gateway.Directory.Current.Serial)), cancel);

    /// <inheritdoc/>
    public async Task<PeerAnswer> FetchContainerAsync(NodeEntry peer, DigestValue digest, Stream to, long length, CancellationToken cancel)
    {
        byte[]? found = null;
        var answer = await ExchangeAsync(peer, [], async (gateway, _) =>
        {
            await using var octets = await gateway.Recollection.OpenContainerAsync(self.Id, digest, CancellationToken.None).ConfigureAwait(false);
            if (octets is null) return new PeerAnswer.Rejected(ProblemCodes.NotFound, null);
            using var copy = new MemoryStream();
            await octets.CopyToAsync(copy, CancellationToken.None).ConfigureAwait(false);
            found = copy.ToArray();
            return new PeerAnswer.Answered([]);
        }, cancel).ConfigureAwait(false);
        if (answer is PeerAnswer.Answered && found is not null) await to.WriteAsync(found, cancel).ConfigureAwait(false);
        return answer;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, long after, CancellationToken cancel) => await region.Line.AskAsync(
        self.Id, self.Life, region.Node(peer.Id), [], async (to, _) => (await to.Gateway!.Directory.FindNextAsync(after, CancellationToken.None).ConfigureAwait(false))?.File,
        file => region.Chance(weather => weather.Damage) ? region.Line.Damaged(file) : file, cancel, peer.Url).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<PeerAnswer> OfferDirectoryAsync(NodeEntry peer, byte[] file, CancellationToken cancel) => ExchangeAsync(
        peer,
        file,
        async (gateway, arrived) => await gateway.Directory.OfferAsync(arrived, CancellationToken.None).ConfigureAwait(false) is { } problem
            ? AnswerTo(problem)
            : new PeerAnswer.Answered([]),
        cancel);

    private static PeerAnswer AnswerTo(Problem problem) => problem.RetryAfter is not null || problem.Code == ProblemCodes.DigestMismatch
        ? new PeerAnswer.Temporary(problem.Code, problem.Detail, problem.RetryAfter)
        : new PeerAnswer.Rejected(problem.Code, problem.Detail);

    private async Task<PeerAnswer> ExchangeAsync(
        NodeEntry peer, byte[] octets, Func<Gateway, byte[], Task<PeerAnswer>> door, CancellationToken cancel)
    {
        var answer = await region.Line.AskAsync<PeerAnswer>(
            self.Id,
            self.Life,
            region.Node(peer.Id),
            octets,
            async (to, arrived) =>
            {
                var (said, isTransient) = await to.ServeAsync(to.Gateway!, gateway => door(gateway, arrived)).ConfigureAwait(false);
                return said ?? (isTransient ? new PeerAnswer.Temporary(ProblemCodes.NotDurable, "simulated", TimeSpan.FromSeconds(5)) : null);
            },
            Back,
            cancel,
            peer.Url).ConfigureAwait(false);
        return answer ?? new PeerAnswer.Temporary(PeerCodes.Unreachable, "cut off (simulated)", null);
    }

    // A peer that says what only the origin, or only the recipient's node, may say.
    private PeerAnswer.Answered LieOf(NodeEntry peer, ContainerTransfer transfer)
    {
        region.NoteLie(peer.Id);
        return new([.. transfer.Recipients.Select(recipient =>
        {
            var serves = region.Administrator.HasServed(peer.Id, recipient);
            var kind = serves || region.Below(2) == 0 ? ReceiptKind.Undelivered : region.Below(2) == 0 ? ReceiptKind.Delivered : ReceiptKind.Collected;
            return ReceiptFile.Write(
                new Receipt
                {
                    ReceiptId = region.NewId(),
                    Kind = kind,
                    MessageId = transfer.MessageId,
                    Container = transfer.Container,
                    Sender = transfer.Sender,
                    OriginNode = transfer.Path[0],
                    Recipient = recipient,
                    IssuerNode = peer.Id,
                    Epoch = 1,
                    IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(region.Turns.Now.ToUnixTimeMilliseconds()),
                    DirectorySerial = transfer.DirectorySerial,
                    Policy = "simulation",
                    Reason = kind == ReceiptKind.Undelivered ? ReasonCodes.NoProofOfDelivery : null,
                },
                Keys.Node(peer.Id));
        })]);
    }

    // On its way back an answer may be damaged; a container's must then not count, whatever bit it was.
    private PeerAnswer Back(PeerAnswer answer) => answer is PeerAnswer.Answered { Receipts: [_, ..] receipts } && region.Chance(weather => weather.Damage)
        ? new PeerAnswer.Answered([.. receipts.Select(region.Line.Damaged)])
        : answer;
}
