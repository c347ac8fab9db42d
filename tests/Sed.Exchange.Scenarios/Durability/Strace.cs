using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Durability;

/// <summary>
/// strace(1) on threads of a running process: sees their writes and syncs with the paths they go to, and lets one of them fail. It counts per
/// thread and never follows new ones: what it is attached to is what it sees.
/// </summary>
internal sealed class Strace : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Strace(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("strace") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (IEnumerable<string>)["-o", LogFile, "-s", "0", "-y", "-ttt", .. arguments]) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    /// <summary>True when strace, and with it the command it ran, has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What strace and the command it runs wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    private static IReadOnlyList<string> Seeing => ["-e", $"trace={string.Join(',', SystemCall.Traced)}"];

    private string LogFile => _folder.Of("strace.log");

    /// <summary>Attaches to threads and returns once every one of them is traced.</summary>
    /// <param name="threads">Thread ids.</param>
    /// <param name="fault">What fails, or null: only look.</param>
    /// <param name="only">The one file whose calls are seen and counted, or null: all.</param>
    public static async Task<Strace> AttachAsync(IReadOnlyList<int> threads, Fault? fault, string? only = null)
    {
        List<string> arguments = [.. Seeing, .. Injecting(fault)];
        if (only is not null) arguments.AddRange(["-P", only]);
        foreach (var thread in threads) arguments.AddRange(["-p", thread.ToString(CultureInfo.InvariantCulture)]);
        var strace = new Strace(arguments);
        try
        {
            await Until.True("strace is attached", strace.IsAttachedTo(threads.Count), Patience);
            return strace;
        }
        catch
        {
            await strace.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command under strace from its first instruction, with all its threads.</summary>
    public static Strace Run(Fault? fault, params IEnumerable<string> command) => new(["-f", "--seccomp-bpf", .. Seeing, .. Injecting(fault), .. command]);

    /// <summary>Runs a command that is killed (SIGKILL) where it enters a call on one path; calls are counted by each thread for itself.</summary>
    public static Strace RunToDeath(string call, string path, int nth, params IEnumerable<string> command) => new(
        ["-f", "-e", $"trace={call}", "-P", path, "-e", $"inject={call}:signal=KILL:when={nth.ToString(CultureInfo.InvariantCulture)}", .. command]);

    /// <summary>True once a call was made to fail.</summary>
    public bool HasInjected
    {
        get
        {
            using var log = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return log.ReadToEnd().Contains("(INJECTED)", StringComparison.Ordinal);
        }
    }

    /// <summary>Waits until a command that was run has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync(TimeSpan patience)
    {
        await Until.True("the command under strace ends", () => _process.HasExited, patience);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Detaches and reads what was seen.</summary>
    public async Task<IReadOnlyList<SystemCall>> StopAsync()
    {
        if (!_process.HasExited) await ToolRun.Run("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await Until.True("strace ends", () => _process.HasExited, Patience);
        return SystemCall.Read(await File.ReadAllLinesAsync(LogFile));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static IReadOnlyList<string> Injecting(Fault? fault) => fault is null
        ? []
        : ["-e", $"inject={fault.Call}:error={fault.Error}:when={fault.Nth.ToString(CultureInfo.InvariantCulture)}"];

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said) _said.AppendLine(line.Data);
    }

    // A thread may end before its turn comes; then strace says so and goes on.
    private Func<bool> IsAttachedTo(int threads) => () => !_process.HasExited
        ? Count(" attached") + Count("No such process") >= threads
        : throw new InvalidOperationException($"strace ended by itself: {Said}");

    private int Count(string text) => Said.Split(text).Length - 1;
}
