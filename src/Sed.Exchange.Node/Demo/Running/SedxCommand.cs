using System.Diagnostics;

namespace Sed.Exchange.Node.Demo.Running;

/// <summary>Runs this very executable with other arguments, as a person in a terminal would.</summary>
internal static class SedxCommand
{
    /// <summary>How to start <c>sedx</c> with these arguments, output redirected.</summary>
    public static ProcessStartInfo Create(params IReadOnlyList<string> arguments)
    {
        var executable = Environment.ProcessPath ?? throw new DemoException("The path of this executable is not known.");
        var start = new ProcessStartInfo(executable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Started as `dotnet sedx.dll`, the process is the host and the program its first argument.
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet") start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "sedx.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs a command to its end and returns what it wrote to standard output.</summary>
    /// <exception cref="DemoException">It ended with another code than 0; the message shows what it wrote.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = new Process { StartInfo = Create(arguments) };
        process.Start();
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0
                ? await output
                : throw new DemoException($"sedx {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
