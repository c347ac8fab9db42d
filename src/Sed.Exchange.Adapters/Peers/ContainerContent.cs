using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>A container on its way out: opened anew for each pass, with a known length, never in memory as a whole.</summary>
internal sealed class ContainerContent : HttpContent
{
    private const int Piece = 128 * 1024;

    private readonly ContainerTransfer _transfer;

    public ContainerContent(ContainerTransfer transfer)
    {
        _transfer = transfer;
        Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
    }

    /// <summary>What went wrong with our own octets while they were sent: not the peer's fault.</summary>
    public Exception? OwnFault { get; private set; }

    /// <summary>SHA-256 of the octets, in one pass (RFC 9530).</summary>
    /// <exception cref="BlobException">They cannot be read, or are not as many as was said.</exception>
    public static async Task<byte[]> DigestAsync(ContainerTransfer transfer, CancellationToken cancel)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadAsync(transfer, (piece, _) =>
        {
            digest.AppendData(piece.Span);
            return ValueTask.CompletedTask;
        }, cancel);
        return digest.GetHashAndReset();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        ReadAsync(_transfer, stream.WriteAsync, cancellationToken, fault => OwnFault = fault);

    protected override bool TryComputeLength(out long length)
    {
        length = _transfer.Length;
        return true;
    }

    private static async Task ReadAsync(
        ContainerTransfer transfer,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take,
        CancellationToken cancel,
        Action<Exception>? ownFault = null)
    {
        Stream? octets = null;
        try
        {
            var buffer = new byte[Piece];
            var left = transfer.Length;
            while (true)
            {
                int count;
                try
                {
                    octets ??= await transfer.Open(cancel);
                    count = await octets.ReadAsync(buffer, cancel);
                    if (count > left || (count == 0 && left > 0))
                        throw new BlobException($"The container of message {transfer.MessageId} does not have its {transfer.Length} octets.", isTransient: false);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    ownFault?.Invoke(fault);
                    throw;
                }

                if (count == 0) return;
                left -= count;
                await take(buffer.AsMemory(0, count), cancel);
            }
        }
        finally
        {
            if (octets is not null) await octets.DisposeAsync();
        }
    }
}
