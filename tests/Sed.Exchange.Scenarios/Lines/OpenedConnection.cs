using System.Net.Security;
using System.Net.Sockets;
using Sed.Exchange.Adapters.Peers;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>A connection whose TLS the line ends with the nodes' own keys: what happens to it happens to requests and answers.</summary>
/// <param name="line">The line.</param>
/// <param name="client">Who called.</param>
/// <param name="chance">What is drawn besides fates.</param>
internal sealed class OpenedConnection(BadLine line, TcpClient client, Random chance)
{
    // In plenty of time, and beside what the nodes do themselves.
    private static readonly TimeSpan LatestCopy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    /// <summary>Plays exchanges until one breaks it, or some have passed.</summary>
    /// <returns>True: it ends with a reset.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var (near, caller) = await line.Keys.AcceptAsync(line.Node, client.GetStream(), cancel);
        await using var stream = near;
        using var far = line.ConnectAs(caller);
        for (var left = chance.Next(3, 12); left > 0; left--)
        {
            if (await HttpMessage.ReadAsync(near, cancel) is not { } request) return false;
            var fate = line.Deal();
            if (await PlayAsync(fate, request, near, far, caller, cancel)) continue;
            var isReset = chance.Next(2) == 0;
            far.Break(isReset);
            return isReset;
        }

        return false;
    }

    // False: the connection breaks here.
    private async Task<bool> PlayAsync(ExchangeFate fate, HttpMessage request, SslStream near, FarEnd far, TlsKey? caller, CancellationToken cancel)
    {
        switch (fate)
        {
            case ExchangeFate.Dropped:
                return false;
            case ExchangeFate.RequestHalved:
                await far.SendAsync(request.Half, cancel);
                return false;
            case ExchangeFate.Unanswered:
                await far.AskAsync(request, cancel);
                return false;
            case ExchangeFate.DoubledUnanswered:
                line.CopyLater(request, caller, LatestCopy * chance.NextDouble(), await far.AskAsync(request, cancel));
                return false;
            case ExchangeFate.AnswerHalved:
                await near.WriteAsync((await far.AskAsync(request, cancel)).Half, cancel);
                return false;
            case ExchangeFate.Stalled:
                if (chance.Next(2) == 0) await far.AskAsync(request, cancel);
                await Task.Delay(Timeout.Infinite, cancel);
                return false;
            case ExchangeFate.Overtaken:
                await line.OvertakenAsync(LongestHold, cancel);
                break;
            case ExchangeFate.Delayed when chance.Next(2) == 0:
                await PauseAsync(cancel);
                break;
        }

        if (fate == ExchangeFate.DoubledAtOnce) line.CopyLater(request, caller, TimeSpan.Zero);
        var answer = await far.AskAsync(request, cancel);
        line.Answered();
        if (fate == ExchangeFate.Delayed) await PauseAsync(cancel);
        await near.WriteAsync(answer.Octets, cancel);
        if (fate == ExchangeFate.DoubledLater) line.CopyLater(request, caller, LatestCopy * chance.NextDouble(), answer);
        return true;
    }

    private Task PauseAsync(CancellationToken cancel) => Task.Delay(chance.Next(20, 800), cancel);
}
