using System.CommandLine;
using System.CommandLine.Parsing;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Backups;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary>Runs one command line: parses, acts, and turns what goes wrong into words and exit code 2.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandSurroundings around, CancellationToken cancel = default)
    {
        var parsed = SedxCommands.Create(around).Parse(arguments);
        if (parsed.Action is not LocalHelp && MistypedOption(parsed, arguments) is { } mistyped)
            return Complain([around.Words.With("error.unknownOption", mistyped)], parsed, around);
        if (parsed.Errors.Count > 0 && parsed.Action is not LocalHelp) return Complain(parsed, around);

        // A variable that a script did not set: no file, id or address has an empty name.
        if (Empty(parsed.CommandResult) is { } empty) return Complain([around.Words.With("error.missingValue", empty)], parsed, around);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = around.Output, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancel);
        }
        catch (Exception accident) when (Explain(accident, around) is { } message)
        {
            around.Error.WriteLine($"sedx: {message}");
            return ExitCodes.Usage;
        }
    }

    // Null: a defect; its stack is worth more than a sentence.
    private static string? Explain(Exception accident, CommandSurroundings around) => accident switch
    {
        ConfigurationException faults => FaultWriter.Write(faults, around.Words),
        PolicyException policy => $"{policy.Code}: {policy.Seen}\n      {Containers.Texts.TextCatalogue.Find(around.Language, policy.Code).Means} {Containers.Texts.TextCatalogue.Find(around.Language, policy.Code).Do}",
        ListenException port => $"{port.Setting}: {around.Words.With(port.IsTaken ? "doctor.port-taken" : "doctor.port-unusable", port.Address, port.InnerException!.Message)}"
            + $"\n      {around.Words[port.IsTaken ? "run.portTaken.do" : "doctor.port-unusable.do"]}",
        BackupException backup => around.Words.With($"backup.{backup.Fault}", backup.Subject),
        ExchangeProblemException problem => $"{problem.Code}: {problem.Problem.Means ?? problem.Problem.Title} {problem.Detail}".TrimEnd()
            + (problem.Problem.Do is null ? string.Empty : $"\n      {problem.Problem.Do}"),
        ExchangeConnectionException lost => around.Words.With($"connection.{lost.Fault}", lost.Address, lost.InnerException!.GetBaseException().Message)
            + $"\n      {around.Words[$"connection.{lost.Fault}.do"]}",
        Adapters.Files.NodeFolderException { TakenFolder: { } folder } taken => around.Words.With("error.folderTaken", folder, taken.Holder ?? "?"),
        CommandException or GatewayException or JournalException or BlobException or DirectoryDescriptionException
            or Containers.Suites.KeyFileException or TrustFolderException or Adapters.Files.NodeFolderException or IOException or UnauthorizedAccessException => accident.Message,
        OperationCanceledException => around.Words["error.cancelled"],
        _ => null,
    };

    private static int Complain(ParseResult parsed, CommandSurroundings around) =>
        Complain(ErrorsOf(parsed).Select(error => Translate(error, parsed, around)).Distinct(), parsed, around);

    // A word nobody knows in place of a command: that the command is missing says nothing more.
    private static IEnumerable<ParseError> ErrorsOf(ParseResult parsed)
    {
        var unknown = parsed.Errors.Where(error => parsed.UnmatchedTokens.Any(token => error.Message.Contains(token, StringComparison.Ordinal))).ToList();
        return unknown.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0 ? unknown : parsed.Errors;
    }

    // An option that no command has would be taken for an argument, such as a file. After "--" everything is one.
    private static string? MistypedOption(ParseResult parsed, IReadOnlyList<string> arguments) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens.Select(token => token.Value))
        .Concat(parsed.UnmatchedTokens)
        .FirstOrDefault(word => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal) && arguments.TakeWhile(argument => argument != "--").Contains(word));

    private static int Complain(IEnumerable<string> errors, ParseResult parsed, CommandSurroundings around)
    {
        foreach (var error in errors) around.Error.WriteLine($"sedx: {error}");
        var path = string.Join(' ', Ancestors(parsed.CommandResult).Reverse());
        around.Error.WriteLine(around.Words.With("error.see", path.Length == 0 ? "sedx --help" : $"sedx {path} --help"));
        return ExitCodes.Usage;
    }

    // The library's messages are English; the usual mistakes are said in the user's language.
    private static string Translate(ParseError error, ParseResult parsed, CommandSurroundings around) => error.SymbolResult switch
    {
        CommandResult when parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains(token, StringComparison.Ordinal)) is { } unknown =>
            around.Words.With("error.unknownArgument", unknown),
        CommandResult command when command.Command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }) is { } option
            && error.Message.Contains(option.Name, StringComparison.Ordinal) => around.Words.With("error.missing", option.Name),
        CommandResult { Command.Subcommands.Count: > 0 } => around.Words["error.missingCommand"],
        OptionResult { Implicit: true } option => around.Words.With("error.missing", option.Option.Name),
        OptionResult { Tokens.Count: 0 } option => around.Words.With("error.missingValue", option.Option.Name),
        ArgumentResult { Tokens.Count: 0 } argument => around.Words.With("error.missing", argument.Argument.Name),
        OptionResult option => around.Words.With("error.value", option.Option.Name, string.Join(' ', option.Tokens.Select(token => token.Value))),
        ArgumentResult argument => around.Words.With("error.value", argument.Argument.Name, string.Join(' ', argument.Tokens.Select(token => token.Value))),
        _ => error.Message,
    };

    private static string? Empty(CommandResult command) => command.Children
        .Where(child => child.Tokens.Any(token => token.Value.Length == 0))
        .Select(child => child is OptionResult option ? option.Option.Name : ((ArgumentResult)child).Argument.Name)
        .FirstOrDefault();

    private static IEnumerable<string> Ancestors(CommandResult result)
    {
        for (SymbolResult? current = result; current is not null; current = current.Parent)
        {
            if (current is CommandResult { Command: not RootCommand } command) yield return command.Command.Name;
        }
    }
}
