using System.Diagnostics;
using System.Globalization;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>
/// One node as a process, with the supervisor that an operator gives it (docs/operations.md): whenever the process ends by itself it is started
/// again, and its exit code is kept.
/// </summary>
internal sealed class LiveNode : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Surroundings _surroundings;
    private readonly List<int> _exits = [];
    private readonly List<string> _logs = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private SedxProcess? _process;
    private bool _isOurs;
    private Task _supervisor = Task.CompletedTask;

    /// <param name="made">The node's files.</param>
    /// <param name="surroundings">Where its processes run.</param>
    public LiveNode(MadeNode made, Surroundings surroundings)
    {
        Made = made;
        _surroundings = surroundings;
    }

    /// <summary>The node's files.</summary>
    public MadeNode Made { get; }

    /// <summary>Process id of the process that runs now.</summary>
    public int ProcessId => Running.Id;

    /// <summary>Exit codes of the processes that ended by themselves, in order.</summary>
    public IReadOnlyList<int> Exits => _exits;

    /// <summary>What all its processes wrote, for messages.</summary>
    public string Log => string.Join("\n--\n", _logs.Append(_process is null ? "" : _process.Output + _process.Errors));

    /// <summary>The end of <see cref="Log"/>.</summary>
    public string Tail => string.Join('\n', Log.Split('\n').TakeLast(30));

    private SedxProcess Running => _process ?? throw new InvalidOperationException($"Node {Made.Id} does not run.");

    /// <summary>Starts the node and its supervisor, and waits until it serves.</summary>
    public async Task StartAsync()
    {
        await StartOnceAsync();
        _supervisor = SuperviseAsync();
    }

    /// <summary>
    /// Stops every thread where it is (SIGSTOP), and the supervisor; a thread inside a sync first comes back from it. What the disk has now is
    /// what it would have after a power cut.
    /// </summary>
    public async Task FreezeAsync()
    {
        await _turn.WaitAsync();
        _isOurs = true;
        (await ToolRun.Run("kill", ["-STOP", ProcessId.ToString(CultureInfo.InvariantCulture)])).MustSucceed();
        await Until.True($"every thread of node {Made.Id} has stopped", () => NodeThreads.States(ProcessId).All(state => state is 'T'));
    }

    /// <summary>Takes the process away (SIGKILL), frozen or not; it is away until <see cref="RestartAsync"/>. Not counted among <see cref="Exits"/>.</summary>
    public async Task KillAsync()
    {
        if (!_isOurs) await _turn.WaitAsync();
        _isOurs = true;

        // One that had ended by itself was not killed, though its supervisor has not seen it yet.
        if (Running.HasExited) _exits.Add(await Running.Ends());
        await Running.Kill();
        await ForgetAsync();
    }

    /// <summary>Starts a killed node and kills it again (SIGKILL) before or after it is ready, whichever comes at that moment.</summary>
    /// <param name="after">How long it may live.</param>
    public async Task LiveShortlyAsync(TimeSpan after)
    {
        _process = Launch();
        await Task.Delay(after);
        var ended = _process.HasExited;
        await Running.Kill();
        await ForgetAsync();
        if (ended) throw new InvalidOperationException($"Node {Made.Id} ended by itself while it started:\n{_logs[^1]}");
    }

    /// <summary>Starts a killed node again.</summary>
    public async Task RestartAsync()
    {
        await StartOnceAsync();
        _isOurs = false;
        _turn.Release();
    }

    /// <summary>Waits until the node has ended by itself more often than this, and serves again.</summary>
    /// <returns>False: it has not within a minute.</returns>
    public async Task<bool> RecoversAsync(int exits)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var began = Stopwatch.GetTimestamp();
        while (_exits.Count <= exits || _process is not { HasExited: false })
        {
            if (Stopwatch.GetElapsedTime(began) > StartTime) return false;
            await beat.WaitForNextTickAsync();
        }

        return true;
    }

    /// <summary>Stops the node (SIGTERM) and its supervisor.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _end.CancelAsync();
        await _supervisor;
        if (_process is not { } process) return 0;
        if (!process.HasExited) await process.Terminate();
        var code = await process.Ends(TimeSpan.FromSeconds(45));
        await ForgetAsync();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_isOurs) _turn.Release();
        await _supervisor;
        await ForgetAsync();
        _end.Dispose();
        _turn.Dispose();
    }

    private SedxProcess Launch() => SedxProcess.Start(["run", "--dev", "--config", Made.ConfigFile], _surroundings.Environment, _surroundings.Network);

    private async Task StartOnceAsync()
    {
        var process = Launch();
        try
        {
            await process.Says($"ready node={Made.Id}", StartTime);
            _process = process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private async Task SuperviseAsync()
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_end.IsCancellationRequested)
        {
            await beat.WaitForNextTickAsync(CancellationToken.None);
            await _turn.WaitAsync(CancellationToken.None);
            try
            {
                if (_end.IsCancellationRequested || _process is not { HasExited: true } ended) continue;
                _exits.Add(await ended.Ends());
                await ReplaceAsync();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task ReplaceAsync()
    {
        await ForgetAsync();
        await StartOnceAsync();
    }

    private async Task ForgetAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.DisposeAsync();
        _logs.Add(process.Output + process.Errors);
    }
}
