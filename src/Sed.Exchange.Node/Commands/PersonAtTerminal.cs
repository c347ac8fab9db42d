using Spectre.Console;

namespace Sed.Exchange.Node.Commands;

/// <summary>Finds out whether a person sits at a terminal. Pipes and files are never asked: a script would wait for ever.</summary>
internal static class PersonAtTerminal
{
    /// <summary>The terminal, or null when input or output is redirected. Colours follow NO_COLOR and TERM.</summary>
    public static IAnsiConsole? Open() => Console.IsInputRedirected || Console.IsOutputRedirected ? null : AnsiConsole.Console;
}
