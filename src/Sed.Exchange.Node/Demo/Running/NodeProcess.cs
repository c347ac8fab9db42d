using System.Diagnostics;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>
/// One node as a process of its own: <c>sedx run --dev --config …/node.json</c>. Started, asked to stop, killed and started again by its own
/// process id only. Its output goes to <c>run.log</c> in the node's folder.
/// </summary>
internal sealed class NodeProcess(MadeNode node, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    // A node drains within 30 s (DESIGN section 8); a moment more, and it is not draining but stuck.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(35);

    private readonly HttpClient _probe = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Pin.Matches(certificate, node.TlsPin) },
    });

    private readonly List<int> _processIds = [];
    private Process? _process;
    private StreamWriter? _log;

    /// <summary>The node's folder and addresses.</summary>
    public MadeNode Node => node;

    /// <summary>Every process id it has had, in order.</summary>
    public IReadOnlyList<int> ProcessIds => _processIds;

    /// <summary>What it wrote.</summary>
    public string LogFile => Path.Combine(node.Folder, "run.log");

    /// <summary>Starts the process; <see cref="WaitUntilReadyAsync"/> says when it serves.</summary>
    public void Start()
    {
        var start = SedxCommand.Create("run", "--dev", "--config", node.ConfigFile);
        var log = _log ??= new StreamWriter(LogFile, append: true) { AutoFlush = true };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        _process = process;
        _processIds.Add(process.Id);
    }

    /// <summary>Waits until <c>/health/ready</c> says so.</summary>
    /// <exception cref="DemoException">It ended or did not become ready in time; the message shows the end of its log.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (_process is not { HasExited: false }) throw new DemoException($"Node {node.Id} ended while starting.{LogTail()}");
            if (time.GetElapsedTime(began) > StartTime) throw new DemoException($"Node {node.Id} is not ready after {StartTime.TotalSeconds:0} s.{LogTail()}");
            try
            {
                using var answer = await _probe.GetAsync(new Uri(node.Api, "/health/ready"), cancel);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
        }
    }

    /// <summary>Takes the process away as a power cut would: SIGKILL, no warning. Returns when it is gone.</summary>
    public void KillAtOnce()
    {
        var process = _process ?? throw new InvalidOperationException("Not started.");
        process.Kill();
        process.WaitForExit();
        Forget();
    }

    /// <summary>Asks the process to end (SIGTERM) and waits; kills it when it does not.</summary>
    /// <returns>True: it ended by itself.</returns>
    public async Task<bool> StopAsync()
    {
        if (_process is not { } process) return true;
        var asked = !process.HasExited && Signals.TryTerminate(process.Id);
        using var late = new CancellationTokenSource(asked ? StopTime : TimeSpan.Zero, time);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            asked = false;
        }

        Forget();
        return asked;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _probe.Dispose();
        if (_log is not null) await _log.DisposeAsync();
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }

    private static void Write(StreamWriter log, string? line)
    {
        if (line is null) return;
        lock (log) log.WriteLine(line);
    }

    private string LogTail()
    {
        if (_log is null) return string.Empty;
        lock (_log) _log.Flush();
        using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return $" {LogFile} ends:\n  " + string.Join("\n  ", lines.TakeLast(12));
    }
}
