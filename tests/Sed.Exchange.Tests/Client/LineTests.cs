using System.Net;
using System.Net.Sockets;
using Sed.Exchange.Client;
using Sed.Exchange.Client.Wire;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Client;

/// <summary>Where the line ends and this machine begins.</summary>
public sealed class LineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_disk_that_is_full_is_no_cut_line()
    {
        var node = new ScriptedNode(ScriptedNode.Json(HttpStatusCode.OK, "abcdefgh"));
        using var caller = new Caller(new ExchangeClientOptions { Address = new Uri("https://gate.example:8444"), FirstPause = TimeSpan.FromMilliseconds(1) }, node);
        await using var disk = new FullDisk(_folder.File("a.txt"));

        await Assert.ThrowsAsync<IOException>(() => new Download(caller, "api/v1/file", TimeSpan.Zero).WriteAsync(disk, CancellationToken.None));

        Assert.Single(node.Calls);
    }

    [Fact]
    public void A_line_that_is_idle_is_probed()
    {
        using var socket = ProbedLine.Open();

        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal(60, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
    }

    private sealed class FullDisk(string path) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("There is not enough space on the disk.");
    }
}
