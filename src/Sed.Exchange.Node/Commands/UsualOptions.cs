using System.CommandLine;

namespace Sed.Exchange.Node.Commands;

/// <summary>Options that several commands have.</summary>
internal static class UsualOptions
{
    public static Option<string> Config() => new("--config") { HelpName = "FILE" };

    public static Option<bool> Json() => new("--json");

    /// <summary>The configuration named by the option, else by <c>SEDX_CONFIG</c>.</summary>
    public static string ConfigFile(ParseResult parsed, Option<string> config, CommandSurroundings around) =>
        parsed.GetValue(config) ?? (around.Variable("SEDX_CONFIG") is { Length: > 0 } named ? named : null) ?? throw new CommandException(around.Words.With("error.missing", "--config"));

    /// <summary>Refuses options that are each another piece of work: a program that named two would believe that both were done.</summary>
    public static void RefuseTogether(CommandSurroundings around, params IReadOnlyList<(string Option, bool IsNamed)> options)
    {
        List<string> named = [.. options.Where(item => item.IsNamed).Select(item => item.Option)];
        if (named.Count > 1) throw new CommandException(around.Words.With("error.notTogether", named[0], named[1]));
    }
}
