using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>
/// A TCP proxy on loopback that stands where the directory says a node is, and while the weather is bad does to connections and exchanges what a seed
/// draws. In good weather TLS passes through it untouched.
/// </summary>
internal sealed class BadLine : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _port;
    private readonly LineCount _count;
    private readonly Deck<ConnectionFate> _connections;
    private readonly Deck<ExchangeFate> _exchanges;
    private readonly Lock _turn = new();
    private readonly List<Task> _copies = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private CancellationTokenSource _weather = new();
    private TaskCompletionSource _answered = NewSource();
    private bool _isBad;

    /// <summary>Takes a node's address, in good weather.</summary>
    /// <param name="node">The node, not started yet.</param>
    /// <param name="port">Where the node listens instead.</param>
    /// <param name="keys">The region's TLS keys.</param>
    /// <param name="seed">Of everything drawn.</param>
    /// <param name="count">Where it is counted.</param>
    public BadLine(MadeNode node, int port, LineKeys keys, int seed, LineCount count)
    {
        var chance = new Random(seed);
        Node = node.Id;
        Keys = keys;
        _port = port;
        _count = count;
        var sealedOnes = Enum.GetValues<ConnectionFate>().Except([ConnectionFate.Opened, ConnectionFate.Kept]).ToList();
        _connections = new Deck<ConnectionFate>(new Random(chance.Next()), [.. sealedOnes, .. Enumerable.Repeat(ConnectionFate.Opened, 2 * sealedOnes.Count)]);
        _exchanges = new Deck<ExchangeFate>(
            new Random(chance.Next()), [.. Enum.GetValues<ExchangeFate>(), .. Enumerable.Repeat(ExchangeFate.Passed, Enum.GetValues<ExchangeFate>().Length)]);
        _listener = new TcpListener(IPAddress.Loopback, node.Plan.ExchangePort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Id of the node behind it.</summary>
    public string Node { get; }

    /// <summary>The region's TLS keys.</summary>
    public LineKeys Keys { get; }

    /// <summary>Changes the weather; connections that stand are torn, those that hang among them. What was recorded still comes, in good weather too.</summary>
    public async Task SetAsync(bool isBad)
    {
        CancellationTokenSource before;
        Task[] copies;
        lock (_turn)
        {
            _isBad = isBad;
            (before, _weather) = (_weather, new CancellationTokenSource());
            copies = [.. _copies];
            _copies.Clear();
        }

        await before.CancelAsync();
        before.Dispose();
        await Task.WhenAll(copies);
    }

    /// <summary>What becomes of the next exchange.</summary>
    public ExchangeFate Deal()
    {
        var fate = _exchanges.Deal().Card;
        _count.Add(fate);
        return fate;
    }

    /// <summary>A connection to the node, as somebody.</summary>
    public FarEnd ConnectAs(TlsKey? caller) => new(Keys, Node, _port, caller);

    /// <summary>Says that an exchange was answered: whoever was held is overtaken.</summary>
    public void Answered()
    {
        TaskCompletionSource answered;
        lock (_turn) (answered, _answered) = (_answered, NewSource());
        answered.SetResult();
    }

    /// <summary>Waits until another exchange was answered, and no longer than this.</summary>
    public async Task OvertakenAsync(TimeSpan longest, CancellationToken cancel)
    {
        Task answered;
        lock (_turn) answered = _answered.Task;
        if (await Task.WhenAny(answered, Task.Delay(longest, cancel)) == answered) _count.AddOvertaken();
    }

    /// <summary>Sends a recorded request on a connection of its own, later.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="pause">How much later.</param>
    /// <param name="first">What was said to it; null: nobody knows yet.</param>
    public void CopyLater(HttpMessage request, TlsKey? caller, TimeSpan pause, HttpMessage? first = null)
    {
        lock (_turn) _copies.Add(CopyAsync(request, caller, pause, first));
    }

    public async ValueTask DisposeAsync()
    {
        await SetAsync(isBad: false);
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _weather.Dispose();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CopyAsync(HttpMessage request, TlsKey? caller, TimeSpan pause, HttpMessage? first)
    {
        await Task.Delay(pause);
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var far = ConnectAs(caller);
            var answer = await far.AskAsync(request, patience.Token);
            _count.AddCopy(answer.Status);
            if (first is not null) _count.Compare(first, answer);
        }
        catch (Exception broken) when (broken is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            _count.AddCopy($"without an answer: {broken.GetType().Name}");
        }
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        CancellationToken weather;
        bool isBad;
        lock (_turn) (isBad, weather) = (_isBad, _weather.Token);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(weather, _stop.Token);
        using (client)
        {
            client.NoDelay = true;
            var (fate, seed) = isBad ? _connections.Deal() : (ConnectionFate.Kept, 0);
            _count.Add(fate);
            var isReset = true;
            try
            {
                isReset = fate == ConnectionFate.Opened
                    ? await new OpenedConnection(this, client, new Random(seed)).RunAsync(either.Token)
                    : await new SealedConnection(client, _port, fate, new Random(seed), _count).RunAsync(either.Token);
            }
            catch (Exception broken) when (broken is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the ends hung up, or the weather changed: a line that breaks breaks for both.
            }

            if (isReset) client.Client.LingerState = new LingerOption(true, 0);
        }
    }
}
