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
    private readonly long _from;

    /// <summary>Creates the content.</summary>
    /// <param name="transfer">The container.</param>
    /// <param name="from">How many of its octets the peer has already.</param>
    public ContainerContent(ContainerTransfer transfer, long from = 0)
    {
        _transfer = transfer;
        _from = from;
        Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
    }

    /// <summary>What went wrong with our own octets while they were sent: not the peer's fault.</summary>
    public Exception? OwnFault { get; private set; }

    /// <summary>SHA-256 of the octets, in one pass (RFC 9530).</summary>
    /// <exception cref="BlobException">They cannot be read, or are not as many as was said.</exception>
    public static async Task<byte[]> DigestAsync(ContainerTransfer transfer, CancellationToken cancel)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadAsync(transfer, 0, (piece, _) =>
        {
            digest.AppendData(piece.Span);
            return ValueTask.CompletedTask;
        }, cancel);
        return digest.GetHashAndReset();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        ReadAsync(_transfer, _from, stream.WriteAsync, cancellationToken, fault => OwnFault = fault);

    protected override bool TryComputeLength(out long length)
    {
        length = _transfer.Length - _from;
        return true;
    }

    private static async Task ReadAsync(
        ContainerTransfer transfer,
        long from,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> take,
        CancellationToken cancel,
        Action<Exception>? ownFault = null)
    {
        Stream? octets = null;
        try
        {
            var buffer = new byte[Piece];
            var left = transfer.Length - from;
            while (true)
            {
                int count;
                try
                {
                    octets ??= await OpenAsync(transfer, from, cancel);
                    count = await octets.ReadAsync(buffer, cancel);
                    if (count > left || (count == 0 && left > 0))
                        throw BlobException.Damage($"The container of message {transfer.MessageId} does not have its {transfer.Length} octets.");
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

    private static async Task<Stream> OpenAsync(ContainerTransfer transfer, long from, CancellationToken cancel)
    {
        var octets = await transfer.Open(cancel);
        if (from > 0) octets.Seek(from, SeekOrigin.Begin);
        return octets;
    }
}
