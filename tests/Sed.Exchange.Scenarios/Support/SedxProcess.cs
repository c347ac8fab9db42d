using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sed.Exchange.Tests;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>
/// One running <c>sedx</c> process, as a user starts it: the program that was built together with the tests. Whatever happens to the test,
/// the process and its children end with it.
/// </summary>
internal sealed class SedxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private SedxProcess(Process process, string command)
    {
        _process = process;
        Command = command;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program, for those who start it themselves: <c>dotnet</c> with this as the first argument.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "sedx.dll");

    /// <summary>The command line, for messages.</summary>
    public string Command { get; }

    /// <summary>Id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything written to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>Everything written to standard error so far.</summary>
    public string Errors => Read(_errors);

    /// <summary>Starts <c>sedx</c> and leaves it running.</summary>
    public static SedxProcess Start(params string[] arguments) => Start(arguments, null);

    /// <summary>Starts <c>sedx</c> with further environment variables and leaves it running.</summary>
    /// <param name="arguments">Arguments of <c>sedx</c>.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="network">Name of the network namespace it runs in; null: this process's own.</param>
    public static SedxProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? network = null)
    {
        // ip makes way for the program: the process's id is the program's.
        var start = new ProcessStartInfo(network is null ? "dotnet" : "ip")
        {
            WorkingDirectory = SharedFolder.RepositoryRoot(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var word in (string[])(network is null ? [Program] : ["netns", "exec", network, "dotnet", Program])) start.ArgumentList.Add(word);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new SedxProcess(process, "sedx " + string.Join(' ', start.ArgumentList.SkipWhile(word => word != Program).Skip(1)));
    }

    /// <summary>Runs <c>sedx</c> to its end.</summary>
    public static Task<ToolRun> Run(params string[] arguments) => ToolRun.Run("dotnet", [Program, .. arguments], SharedFolder.RepositoryRoot());

    /// <summary>Waits until something written (to either stream) contains <paramref name="text"/>.</summary>
    /// <exception cref="InvalidOperationException">The process ended before.</exception>
    /// <exception cref="TimeoutException">It was not written.</exception>
    public Task Says(string text, TimeSpan? patience = null) => Until.True($"{Command} says \"{text}\"", () =>
    {
        var ended = HasExited;
        if (Output.Contains(text, StringComparison.Ordinal) || Errors.Contains(text, StringComparison.Ordinal)) return true;
        return !ended ? false : throw new InvalidOperationException($"Ended before it said \"{text}\": {Command}\n{Output}\n{Errors}");
    }, patience);

    /// <summary>Waits for the end and gives the exit code.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<int> Ends(TimeSpan? patience = null)
    {
        await Until.True($"{Command} ends", () => _process.HasExited, patience);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGTERM: asks it to end in order.</summary>
    public async Task Terminate() =>
        (await ToolRun.Run("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)])).MustSucceed();

    /// <summary>SIGKILL, and waits until the process is gone: the power cut of a single process.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        // Both streams to their ends, then kept for whoever ends the scenario.
        await _process.WaitForExitAsync();
        LogAudit.Keep(Command, Output, Errors);
        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
