using System.CommandLine;
using System.CommandLine.Help;
using Sed.Exchange.Node.Commands.Conformance;
using Sed.Exchange.Node.Commands.Verifying;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx</c>: every command in one place.</summary>
internal static class SedxCommands
{
    /// <summary>Makes the tree of commands.</summary>
    public static RootCommand Create(CommandSurroundings around)
    {
        var root = new RootCommand
        {
            DemoCommand.Create(around),
            InitCommand.Create(around),
            RunCommand.Create(around),
            DoctorCommand.Create(around),
            VerifyCommand.Create(around),
            StampCommand.Create(around),
            SignCommand.Create(around),
            StatusCommand.Create(around),
            ControlCommand.Create(around),
            EvidenceCommand.Create(around),
            HoldCommand.Create(around),
            QuarantineCommand.Create(around),
            SendCommand.Create(around),
            InboxCommand.Create(around),
            ClientCommand.Create(around),
            WebhookCommand.Create(around),
            CheckCommand.Create(around),
            BackupCommand.Create(around),
            RestoreCommand.Create(around),
            DirectoryCommand.Create(around),
            KeyCommand.Create(around),
            PkiCommand.Create(around),
            TrustCommand.Create(around),
            ConformanceCommand.Create(around),
        };
        root.Add(new Option<string>("--lang") { Recursive = true, HelpName = "ru|en" });

        // The library's own help and messages follow the process culture, which does not exist here.
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new LocalHelp(around);
        Describe(root, string.Empty, around.Words);
        return root;
    }

    /// <summary>The language of the arguments, before they are parsed: <c>--lang</c>, else <c>SEDX_LANG</c>, else Russian.</summary>
    public static Words WordsOf(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index].StartsWith("--lang=", StringComparison.Ordinal)) return Words.Of(arguments[index]["--lang=".Length..]);
            if (arguments[index] == "--lang" && index + 1 < arguments.Count) return Words.Of(arguments[index + 1]);
        }

        return Words.Of(variable("SEDX_LANG"));
    }

    /// <summary>Key of the words of a symbol: <c>help.inbox lease</c>, <c>help.inbox lease --max</c>, or shared by all commands <c>help.--json</c>.</summary>
    internal static string KeyOf(string path, Symbol symbol, Words words)
    {
        var own = $"help.{path} {symbol.Name}".Replace("help. ", "help.", StringComparison.Ordinal);
        return words.Has(own) ? own : $"help.{symbol.Name}";
    }

    private static void Describe(Command command, string path, Words words)
    {
        command.Description = words[path.Length == 0 ? "help.sedx" : $"help.{path}"];
        foreach (var symbol in command.Options.Cast<Symbol>().Concat(command.Arguments)) symbol.Description = words[KeyOf(path, symbol, words)];
        foreach (var inner in command.Subcommands) Describe(inner, path.Length == 0 ? inner.Name : $"{path} {inner.Name}", words);
    }
}
