using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sed.Exchange.Tests.Node;

/// <summary>A connection on which a test writes octets as it likes; no client library would send them.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TcpClient _tcp;
    private readonly Stream _stream;
    private readonly List<byte> _ahead = [];

    private RawConnection(TcpClient tcp, Stream stream) => (_tcp, _stream) = (tcp, stream);

    /// <summary>Connects; with TLS when the address says so, to this key, showing a certificate when one is given.</summary>
    public static async Task<RawConnection> OpenAsync(Uri address, string pin, X509Certificate2? certificate = null)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(address.Host, address.Port);
        if (address.Scheme == "http") return new RawConnection(tcp, tcp.GetStream());
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is X509Certificate2 known && Convert.ToHexStringLower(SHA256.HashData(known.PublicKey.ExportSubjectPublicKeyInfo())) == pin,
            ClientCertificates = certificate is null ? null : [certificate],
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        return new RawConnection(tcp, tls);
    }

    public async Task SendAsync(string text) => await SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        await _stream.WriteAsync(octets);
        await _stream.FlushAsync();
    }

    /// <summary>Reads one answer; null when the connection ends before one came.</summary>
    public async Task<RawAnswer?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (HeadEnd() is null)
        {
            if (!await FillAsync(patience.Token)) return null;
        }

        var end = HeadEnd()!.Value;
        var lines = Encoding.Latin1.GetString([.. _ahead.Take(end)]).Split("\r\n");
        _ahead.RemoveRange(0, end + 4);
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        string? Header(string name) => lines.Skip(1).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
        var body = Header("Transfer-Encoding") is not null ? await ReadChunksAsync(patience.Token)
            : Header("Content-Length") is { } length ? await TakeAsync(int.Parse(length, CultureInfo.InvariantCulture), patience.Token)
            : await ReadToEndAsync(patience.Token);
        return new RawAnswer(status, Header("Connection"), Encoding.UTF8.GetString(body));
    }

    /// <summary>True when the other side ends the connection without another octet.</summary>
    public async Task<bool> IsClosedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return _ahead.Count == 0 && !await FillAsync(patience.Token);
    }

    /// <summary>Says that nothing more will be sent.</summary>
    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }

    private int? HeadEnd()
    {
        for (var at = 0; at + 3 < _ahead.Count; at++)
        {
            if (_ahead[at] == '\r' && _ahead[at + 1] == '\n' && _ahead[at + 2] == '\r' && _ahead[at + 3] == '\n') return at;
        }

        return null;
    }

    // HTTP/1.0 has no chunks: the end of the connection is the end of the answer.
    private async Task<byte[]> ReadToEndAsync(CancellationToken cancel)
    {
        while (await FillAsync(cancel)) continue;
        var body = _ahead.ToArray();
        _ahead.Clear();
        return body;
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancel)
    {
        var body = new List<byte>();
        while (true)
        {
            var line = new List<byte>();
            while (line is not [.., (byte)'\r', (byte)'\n']) line.AddRange(await TakeAsync(1, cancel));
            var size = int.Parse(Encoding.ASCII.GetString([.. line]).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await TakeAsync(size, cancel));
            await TakeAsync(2, cancel);
            if (size == 0) return [.. body];
        }
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancel)
    {
        while (_ahead.Count < count)
        {
            if (!await FillAsync(cancel)) throw new EndOfStreamException("The answer is cut.");
        }

        var taken = _ahead.Take(count).ToArray();
        _ahead.RemoveRange(0, count);
        return taken;
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        var buffer = new byte[4096];
        try
        {
            var read = await _stream.ReadAsync(buffer, cancel);
            _ahead.AddRange(buffer.Take(read));
            return read > 0;
        }
        catch (IOException)
        {
            // Reset: ended all the same.
            return false;
        }
    }
}
