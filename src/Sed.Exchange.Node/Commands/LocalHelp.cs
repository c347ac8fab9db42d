using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace Sed.Exchange.Node.Commands;

/// <summary>Help in the user's language: usage, commands, arguments, options.</summary>
internal sealed class LocalHelp(CommandSurroundings around) : SynchronousCommandLineAction
{
    private const int Column = 34;
    private const int Width = 110;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return ExitCodes.Yes;
    }

    private void Write(Command command)
    {
        var words = around.Words;
        var output = around.Output;
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine(words.With("help:usage", Usage(command)));
        Section("help:commands", command.Subcommands.Where(inner => !inner.Hidden).Select(inner => (inner.Name, inner.Description)));
        Section("help:arguments", command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, argument.Description)));
        Section("help:options", OptionsOf(command).Select(option => (NameOf(option), option.Description)));
        output.WriteLine();
        output.WriteLine(words["help:exit"]);
    }

    private static IEnumerable<Option> OptionsOf(Command command) => command.Options
        .Concat(Ancestors(command).Skip(1).SelectMany(parent => parent.Options).Where(option => option.Recursive))
        .Where(option => !option.Hidden && option is not VersionOption || command is RootCommand);

    private static string NameOf(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name).Where(name => name is not ("/h" or "/?" or "-?")));
        return option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private static string Usage(Command command)
    {
        var text = new StringBuilder(string.Join(' ', Ancestors(command).Reverse().Select(part => part is RootCommand ? "sedx" : part.Name)));
        if (command.Subcommands.Count > 0) text.Append(" COMMAND");
        foreach (var argument in command.Arguments)
        {
            var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "…" : argument.Name;
            text.Append(argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}");
        }

        foreach (var option in command.Options.Where(option => option.Required)) text.Append(' ').Append(NameOf(option));
        return text.Append(" [OPTIONS]").ToString();
    }

    private static IEnumerable<Command> Ancestors(Command command)
    {
        for (var current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault()) yield return current;
    }

    private void Section(string title, IEnumerable<(string Name, string? Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        around.Output.WriteLine();
        around.Output.WriteLine(around.Words[title]);
        foreach (var (name, text) in all)
        {
            var left = $"  {name}";
            var lines = Wrap(text ?? string.Empty, Width - Column);
            if (left.Length >= Column)
            {
                around.Output.WriteLine(left);
                left = string.Empty;
            }

            foreach (var line in lines)
            {
                around.Output.WriteLine(left.PadRight(Column) + line);
                left = string.Empty;
            }
        }
    }

    /// <summary>Breaks a text between words.</summary>
    public static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }
}
