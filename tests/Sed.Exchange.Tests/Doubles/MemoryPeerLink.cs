using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>
/// The wire of a region in one process: what one gateway sends goes through the other's doors. <see cref="Fault"/> is asked before each
/// exchange and may lose the question, lose the answer, or answer itself.
/// </summary>
internal sealed class MemoryPeerLink(string self, Func<string, Gateway?> find) : IPeerLink
{
    /// <summary>What befalls the next exchange with a peer; null: nothing.</summary>
    public Func<string, WireFault?>? Fault { get; set; }

    /// <summary>Exchanges tried, in order: "peer what".</summary>
    public List<string> Tried { get; } = [];

    public async Task<PeerAnswer> SendContainerAsync(NodeEntry peer, ContainerTransfer transfer, CancellationToken cancel)
    {
        await using var octets = await transfer.Open(cancel);
        var copy = new MemoryStream();
        await octets.CopyToAsync(copy, cancel);
        return await ExchangeAsync(peer, "container", async gateway =>
        {
            var result = await gateway.Reception.ReceiveAsync(
                new IncomingContainer(
                    self,
                    transfer.MessageId,
                    transfer.Sender,
                    transfer.Recipients,
                    transfer.Path,
                    transfer.DirectorySerial,
                    SHA256.HashData(copy.ToArray()),
                    new MemoryStream(copy.ToArray(), writable: false)),
                cancel);
            return result switch
            {
                ReceptionResult.Answered answered => new PeerAnswer.Answered([.. answered.Receipts.Select(receipt => receipt.Bytes)]),
                ReceptionResult.NotTaken { Problem: { RetryAfter: not null } problem } =>
                    new PeerAnswer.Temporary(problem.Code, problem.Detail, problem.RetryAfter),
                ReceptionResult.NotTaken notTaken => new PeerAnswer.Rejected(notTaken.Problem.Code, notTaken.Problem.Detail),
                _ => throw new InvalidOperationException(result.GetType().Name),
            };
        });
    }

    public Task<PeerAnswer> SendReceiptAsync(NodeEntry peer, byte[] receipt, CancellationToken cancel) =>
        ExchangeAsync(peer, "receipt", async gateway => await gateway.Receipts.ReceiveAsync(self, receipt, cancel) is { } problem
            ? new PeerAnswer.Rejected(problem.Code, problem.Detail)
            : new PeerAnswer.Answered([]));

    public Task<PeerAnswer> FetchReceiptsAsync(NodeEntry peer, Guid messageId, Guid recipient, CancellationToken cancel) =>
        throw new NotSupportedException("The lanes do not fetch receipts yet.");

    public Task<byte[]?> FetchDirectoryAsync(NodeEntry peer, CancellationToken cancel) => Task.FromResult(find(peer.Id)?.Directory.CurrentFile);

    private async Task<PeerAnswer> ExchangeAsync(NodeEntry peer, string what, Func<Gateway, Task<PeerAnswer>> exchange)
    {
        Tried.Add($"{peer.Id} {what}");
        var fault = Fault?.Invoke(peer.Id);
        if (fault is WireFault.Instead instead) return instead.Answer;
        if (fault is WireFault.QuestionLost || find(peer.Id) is not { } gateway)
            return new PeerAnswer.Temporary(PeerCodes.Unreachable, "lost on the way", null);
        var answer = await exchange(gateway);
        return fault is WireFault.AnswerLost ? new PeerAnswer.Temporary(PeerCodes.Unreachable, "answer lost", null) : answer;
    }
}
