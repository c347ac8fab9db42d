using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>A connection whose TLS nobody opens: what happens to it happens to octets.</summary>
/// <param name="client">Who called.</param>
/// <param name="port">Where the node behind really listens.</param>
/// <param name="fate">What becomes of it.</param>
/// <param name="chance">What else is drawn.</param>
/// <param name="count">Where the outcome of a replay is entered.</param>
internal sealed class SealedConnection(TcpClient client, int port, ConnectionFate fate, Random chance, LineCount count)
{
    /// <summary>What becomes of a replay when TLS does what it is for.</summary>
    public const string TurnedDown = "replayed octets turned down by TLS";

    /// <summary>What becomes of it when TLS does not.</summary>
    public const string Answered = "replayed octets answered";

    // A handshake has about 3,000 octets of the caller and 2,000 of the node, a letter up to forty thousand: the logarithm gives each its share.
    private readonly long _at = fate switch
    {
        ConnectionFate.Kept => long.MaxValue,
        ConnectionFate.HandshakeCut => chance.Next(1, 400),
        ConnectionFate.Replayed => chance.Next(4_000, 40_000),
        _ => (long)Math.Exp(chance.NextDouble() * Math.Log(40_000)),
    };

    private readonly bool _isUp = fate is ConnectionFate.HandshakeCut or ConnectionFate.Replayed || chance.Next(2) == 0;
    private readonly List<byte> _sent = [];

    /// <summary>Carries it to its end.</summary>
    /// <returns>True: it ends with a reset.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (fate == ConnectionFate.Refused) return true;
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, port, cancel);
            var up = CarryAsync(client.GetStream(), server.GetStream(), isUp: true, cancel);
            var down = CarryAsync(server.GetStream(), client.GetStream(), isUp: false, cancel);
            var isCut = await await Task.WhenAny(up, down);
            if (isCut && fate == ConnectionFate.Silent) await Task.Delay(Timeout.Infinite, cancel);
            if (fate != ConnectionFate.Closed) server.Client.LingerState = new LingerOption(true, 0);
            if (!isCut || fate != ConnectionFate.Replayed) return fate != ConnectionFate.Closed;
        }

        count.AddCopy(await ReplayAsync(cancel));
        return true;
    }

    // True: here the line does what its fate is.
    private async Task<bool> CarryAsync(NetworkStream from, NetworkStream to, bool isUp, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var passed = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; passed += read)
        {
            var isReached = isUp == _isUp && passed < _at && passed + read >= _at;
            if (isReached && fate == ConnectionFate.Garbled) buffer[_at - passed - 1] ^= (byte)(1 << chance.Next(8));
            var ends = isReached && fate != ConnectionFate.Garbled;
            var carried = buffer.AsMemory(0, ends ? (int)(_at - passed) : read);
            if (isUp && fate == ConnectionFate.Replayed) _sent.AddRange(carried.Span);
            await to.WriteAsync(carried, cancel);
            if (ends) return true;
        }

        return false;
    }

    // The node draws its half of the keys anew for each handshake, so that recorded octets open nothing: it must hang up by itself and answer no request.
    private async Task<string> ReplayAsync(CancellationToken cancel)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, cancel);
        var answered = new MemoryStream();
        try
        {
            await server.GetStream().WriteAsync(_sent.ToArray(), cancel);
            await server.GetStream().CopyToAsync(answered, cancel);
        }
        catch (IOException)
        {
            // Hung up while there were still octets to come.
        }

        return IsHandshakeOnly(answered.ToArray()) ? TurnedDown : Answered;
    }

    // In the clear the node says its ServerHello and, when it cannot read on, an alert; under keys that nobody here has it may say the rest of its own
    // handshake: certificate, request for the caller's, Finished. An answer would be more than all that.
    private static bool IsHandshakeOnly(byte[] answer) => answer.Length < 4096;
}
