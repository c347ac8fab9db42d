using System.Net;
using System.Net.Sockets;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>The tools that the scenarios judge by are themselves judged.</summary>
public sealed class SupportTests
{
    [Fact]
    public void A_taken_port_is_not_given_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Assert.False(Ports.IsFree(((IPEndPoint)listener.LocalEndpoint).Port));
        Assert.True(Ports.IsFree(Ports.Next()));
    }

    [Fact]
    public async Task A_tool_is_run_with_its_arguments_as_they_are()
    {
        var run = await ToolRun.Run("printf", ["%s|", "a b", "$HOME", "письмо"]);

        Assert.Equal("a b|$HOME|письмо|", run.MustSucceed().Output);
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_killed()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => ToolRun.Run("tail", ["-f", "/dev/null"], patience: TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task A_missing_tool_says_what_to_do()
    {
        var absent = await Assert.ThrowsAsync<InvalidOperationException>(() => ToolRun.Run("sedx-no-such-tool", []));

        Assert.Contains("test.sh", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openssl_speaks_GOST_here()
    {
        using var folder = new TempFolder();
        var run = await new GostOpenssl(folder).Run("dgst", "-md_gost12_256", folder.Write("empty", []));

        // GOST R 34.11-2012-256 of nothing.
        Assert.Contains("3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb", run.MustSucceed().Output, StringComparison.Ordinal);
    }
}
