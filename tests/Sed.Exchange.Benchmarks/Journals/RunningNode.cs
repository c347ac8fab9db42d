using System.Diagnostics;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>A node as a process, as an operator starts it.</summary>
internal sealed class RunningNode : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it.</summary>
    public RunningNode(MadeNode node)
    {
        _process = new Process { StartInfo = Command("run", "--dev", "--config", node.ConfigFile) };
        var log = new List<string>();
        _process.OutputDataReceived += (_, line) => Look(line.Data);
        _process.ErrorDataReceived += (_, line) => Look(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) =>
        {
            lock (log) _ready.TrySetException(new InvalidOperationException($"Node {node.Id} ended: {string.Join('\n', log.TakeLast(10))}"));
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Look(string? line)
        {
            if (line is null) return;
            lock (log) log.Add(line);
            if (line.Contains($"ready node={node.Id}", StringComparison.Ordinal)) _ready.TrySetResult();
        }
    }

    /// <summary>Completes when it says that it serves.</summary>
    public Task Ready => _ready.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Runs a command of an administrator to its end.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"sedx {arguments[0]} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>SIGKILL: gone at once.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo Command(params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "sedx.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
}
