using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sed.Exchange.Scenarios.Support;

/// <summary>What an external program did: openssl, xmlsec1, curl, bash, sedx itself.</summary>
/// <param name="Command">The program and its arguments, for messages.</param>
/// <param name="ExitCode">Exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ToolRun(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program to its end with an empty standard input.</summary>
    /// <param name="program">Name on the path, or path.</param>
    /// <param name="arguments">Arguments, passed as they are.</param>
    /// <param name="folder">Working folder; the process's own when null.</param>
    /// <param name="environment">Variables set besides the process's own; null removes one.</param>
    /// <param name="patience">The longest run; 60 s when not given.</param>
    /// <exception cref="InvalidOperationException">The program is not on this machine: what to install is in the message.</exception>
    /// <exception cref="TimeoutException">It did not end; it was killed with its children.</exception>
    public static async Task<ToolRun> Run(
        string program,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder ?? string.Empty,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        var command = string.Join(' ', [program, .. start.ArgumentList]);
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var limit = patience ?? TimeSpan.FromSeconds(60);
        using var expired = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(expired.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Not ended within {limit.TotalSeconds:0} s: {command}\n{await output}\n{await errors}");
        }

        var run = new ToolRun(command, process.ExitCode, await output, await errors);
        if (start.ArgumentList.Contains(SedxProcess.Program)) LogAudit.Keep(command, run.Output, run.Errors);
        return run;
    }

    /// <summary>Fails the test unless the exit code is 0; returns itself.</summary>
    public ToolRun MustSucceed() => MustExitWith(0);

    /// <summary>Fails the test unless the exit code is this one; returns itself.</summary>
    public ToolRun MustExitWith(int code)
    {
        Assert.True(ExitCode == code, $"Exit code {ExitCode}, expected {code}: {Command}\n{Output}\n{Errors}");
        return this;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception absent)
        {
            throw new InvalidOperationException($"{start.FileName} is not on this machine; ./test.sh installs what is missing.", absent);
        }
    }
}
