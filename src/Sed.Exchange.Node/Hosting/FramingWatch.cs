using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Lets a <see cref="FramingScanner"/> see what the server reads from a connection, and changes nothing of it: <see cref="RequestGate"/> finds
/// the fault in the connection's features and answers it with a code, which a closed connection could not.
/// </summary>
internal sealed class FramingWatch(PipeReader inner) : PipeReader
{
    private readonly FramingScanner _scanner = new();
    private ReadOnlySequence<byte> _given;
    private long _seen;

    /// <summary>What is ambiguous; null: nothing so far.</summary>
    public string? Fault => _scanner.Fault;

    /// <summary>Watches the connections of a listener; stands behind TLS, where octets are readable. HTTP/2 has one framing only.</summary>
    public static void Use(ListenOptions options) => options.Use(next => async connection =>
    {
        if (connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) == true)
        {
            await next(connection);
            return;
        }

        var transport = connection.Transport;
        var watch = new FramingWatch(transport.Input);
        connection.Features.Set(watch);
        connection.Transport = new Watched(watch, transport.Output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    });

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Look(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        Look(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _seen -= _given.Slice(0, consumed).Length;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    // What was given before and not consumed comes again; only what is new is scanned.
    private ReadResult Look(ReadResult result)
    {
        _given = result.Buffer;
        foreach (var segment in _given.Slice(_seen)) _scanner.Scan(segment.Span);
        _seen = _given.Length;
        return result;
    }

    private sealed record Watched(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
