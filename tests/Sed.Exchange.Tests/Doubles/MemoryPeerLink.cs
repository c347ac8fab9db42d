using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>
/// The wire of a region in one process: what one gateway sends goes through the other's doors. <see cref="Fault"/> is asked before each
/// exchange and may lose the question or the answer, double, damage or delay it, or answer itself.
/// </summary>
internal sealed class MemoryPeerLink(string self, Func<NodeEntry, Gateway?> find) : IPeerLink
{
    /// <summary>What befalls the next exchange with a peer; null: nothing.</summary>
    public Func<string, WireFault?>? Fault { get; set; }

    /// <summary>What peers say to a directory that they are brought; null: what they do.</summary>
    public PeerAnswer? OnOffer { get; set; }

    /// <summary>Told of each container before it is sent; null: nobody is.</summary>
    public Action<ContainerTransfer>? Sending { get; set; }

    /// <summary>Directories brought to peers.</summary>
    public int Offered { get; private set; }

    /// <summary>How often peers were asked for a directory.</summary>
    public int DirectoriesAsked { get; private set; }

    /// <summary>Exchanges tried, in order: "peer what".</summary>
    public List<string> Tried { get; } = [];

    public async Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel)
    {
        Sending?.Invoke(transfer);
        await using var octets = await transfer.Open(cancel);
        using var copy = new MemoryStream();
        await octets.CopyToAsync(copy, cancel);
        var sent = copy.ToArray();
        var digest = SHA256.HashData(sent);
        return await ExchangeAsync(peer, "container", sent, async (gateway, arrived) =>
        {
            var result = await gateway.Reception.ReceiveAsync(
                new IncomingContainer(
                    self,
                    transfer.MessageId,
                    transfer.Sender,
                    transfer.Recipients,
                    transfer.Path,
                    transfer.DirectorySerial,
                    digest,
                    new MemoryStream(arrived, writable: false))
                {
                    Container = transfer.Container,
                },
                cancel);
            return result switch
            {
                ReceptionResult.Answered answered => new PeerAnswer.Answered([.. answered.Receipts.Select(receipt => receipt.Bytes)]),
                ReceptionResult.NotTaken notTaken => AnswerTo(notTaken.Problem),
                _ => throw new InvalidOperationException(result.GetType().Name),
            };
        }, cancel, transfer);
    }

    public Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel) => ExchangeAsync(
        peer,
        "receipt",
        receipt,
        async (gateway, arrived) =>
            await gateway.Receipts.ReceiveAsync(self, arrived, cancel) is { } problem ? AnswerTo(problem) : new PeerAnswer.Answered([]),
        cancel);

    public Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, DigestValue container, CancellationToken cancel) => ExchangeAsync(
        peer,
        "receipts",
        [],
        async (gateway, _) => new PeerAnswer.Answered(
            [.. (await gateway.Recollection.ReceiptsOfAsync(self, messageId, recipient, container, cancel)).Select(receipt => receipt.Bytes)]),
        cancel);

    public Task<PeerAnswer> FetchExchangedAsync(NodeEntry peer, DateTimeOffset since, long after, CancellationToken cancel) => ExchangeAsync(
        peer,
        "exchanged",
        [],
        async (gateway, _) => new PeerAnswer.Exchanged(await gateway.Recollection.ListAsync(self, since, after, cancel)),
        cancel);

    // This and what concerns directories is neither tried nor struck by faults, which are meant for mail; a node that is gone does not answer.
    public Task<PeerAnswer> FetchAboutAsync(NodeEntry peer, CancellationToken cancel) => Task.FromResult<PeerAnswer>(
        find(peer) is { } gateway ? new PeerAnswer.About(gateway.Clock.Now, gateway.Clock.IsSure, gateway.Directory.Current.Serial) : new PeerAnswer.Temporary(PeerCodes.Unreachable, "lost on the way", null));

    public Task<PeerAnswer> FetchContainerAsync(NodeEntry peer, DigestValue digest, Stream to, long length, CancellationToken cancel) => ExchangeAsync(
        peer,
        "octets",
        [],
        async (gateway, _) =>
        {
            await using var octets = await gateway.Recollection.OpenContainerAsync(self, digest, cancel);
            if (octets is null) return new PeerAnswer.Rejected(ProblemCodes.NotFound, null);
            await octets.CopyToAsync(to, cancel);
            return new PeerAnswer.Answered([]);
        },
        cancel);

    public async Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, long after, CancellationToken cancel)
    {
        DirectoriesAsked++;
        return find(peer) is { } gateway ? (await gateway.Directory.FindNextAsync(after, cancel))?.File : null;
    }

    public async Task<PeerAnswer> OfferDirectoryAsync(NodeEntry peer, byte[] file, CancellationToken cancel)
    {
        Offered++;
        if (OnOffer is { } said) return said;
        if (find(peer) is not { } gateway) return new PeerAnswer.Temporary(PeerCodes.Unreachable, "lost on the way", null);
        return await gateway.Directory.OfferAsync(file, cancel) is { } problem ? AnswerTo(problem) : new PeerAnswer.Answered([]);
    }

    // As HTTP would say it: 503 and 400 digest-mismatch are temporary, the other problems are not.
    private static PeerAnswer AnswerTo(Problem problem) => problem.RetryAfter is not null || problem.Code == ProblemCodes.DigestMismatch
        ? new PeerAnswer.Temporary(problem.Code, problem.Detail, problem.RetryAfter)
        : new PeerAnswer.Rejected(problem.Code, problem.Detail);

    private static byte[] Damage(byte[] octets)
    {
        byte[] damaged = [.. octets];
        damaged[damaged.Length / 2] ^= 1;
        return damaged;
    }

    // Task.Delay that is cancelled goes on in another thread, and whoever moves time on would overtake it.
    private static async Task PassAsync(WireFault.Late late, CancellationToken cancel)
    {
        var over = new TaskCompletionSource();
        await using var timer = late.Time.CreateTimer(_ => over.TrySetResult(), null, late.Delay, Timeout.InfiniteTimeSpan);
        await using var given = cancel.Register(() => over.TrySetCanceled(cancel));
        await over.Task;
    }

    private async Task<PeerAnswer> ExchangeAsync(
        NodeEntry peer, string what, byte[] octets, Func<Gateway, byte[], Task<PeerAnswer>> exchange, CancellationToken cancel, ContainerTransfer? transfer = null)
    {
        Tried.Add($"{peer.Id} {what}");
        var fault = Fault?.Invoke(peer.Id);
        if (fault is WireFault.Instead instead) return instead.Answer;
        if (fault is WireFault.Forged forged && transfer is not null) return new PeerAnswer.Answered([forged.Receipt(transfer)]);
        if (fault is WireFault.Late late) await PassAsync(late, cancel);
        if (fault is WireFault.QuestionLost || find(peer) is not { } gateway)
            return new PeerAnswer.Temporary(PeerCodes.Unreachable, "lost on the way", null);
        var arrived = fault is WireFault.Damaged ? Damage(octets) : octets;
        var answer = await exchange(gateway, arrived);
        if (fault is WireFault.Twice) answer = await exchange(gateway, arrived);
        if (fault is WireFault.Late slow) await PassAsync(slow, cancel);
        return fault is WireFault.AnswerLost ? new PeerAnswer.Temporary(PeerCodes.Unreachable, "answer lost", null) : answer;
    }
}
