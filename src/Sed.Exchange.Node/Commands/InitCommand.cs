using System.CommandLine;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Node.Setup;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx init</c>: from a few answers to a node that can be started, and to the entry that the region has to add.</summary>
internal static class InitCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var output = new Option<string>("--out") { HelpName = "DIR", DefaultValueFactory = _ => "." };
        var region = new Option<bool>("--region");
        var directoryFolder = new Option<string>("--directory-out") { HelpName = "DIR" };
        var nodeId = new Option<string>("--node-id") { HelpName = "ID" };
        var directory = new Option<string>("--directory") { HelpName = "FILE" };
        var fingerprint = new Option<string>("--fingerprint") { HelpName = "SHA256" };
        var organisations = new Option<string[]>("--organisation") { HelpName = "FIELDS" };
        var suite = new Option<string>("--suite") { HelpName = "gost|gost-512|rsa|ecdsa" };
        var tls = new Option<string>("--tls") { HelpName = "P12" };
        var tlsPassword = new Option<string>("--tls-password-file") { HelpName = "FILE" };
        var days = new Option<string>("--days") { HelpName = "N" };
        var requests = new Option<bool>("--csr");
        var host = new Option<string>("--host") { HelpName = "NAME" };
        var listen = new Option<string>("--listen") { HelpName = "IP" };
        var exchangePort = new Option<string>("--exchange-port") { HelpName = "N" };
        var apiPort = new Option<string>("--api-port") { HelpName = "N" };
        var consolePort = new Option<string>("--console-port") { HelpName = "N" };
        var parent = new Option<string>("--parent") { HelpName = "ID" };
        var throughParentOnly = new Option<bool>("--through-parent-only");
        var data = new Option<string>("--data") { HelpName = "DIR" };
        var trust = new Option<string>("--trust") { HelpName = "DIR" };
        var nonInteractive = new Option<bool>("--non-interactive");
        var json = UsualOptions.Json();
        var command = new Command("init")
        {
            output, nodeId, organisations, region, directoryFolder, directory, fingerprint, suite, tls, tlsPassword, days, requests,
            host, listen, exchangePort, apiPort, consolePort, parent, throughParentOnly, data, trust, nonInteractive, json,
        };
        command.SetAction(parsed =>
        {
            var options = new InitOptions
            {
                Folder = parsed.GetRequiredValue(output),
                NodeId = parsed.GetValue(nodeId),
                Region = parsed.GetValue(region),
                DirectoryFolder = parsed.GetValue(directoryFolder),
                Organisations = parsed.GetValue(organisations) ?? [],
                Suite = parsed.GetValue(suite),
                Host = parsed.GetValue(host),
                Listen = parsed.GetValue(listen),
                ExchangePort = parsed.GetValue(exchangePort),
                ApiPort = parsed.GetValue(apiPort),
                ConsolePort = parsed.GetValue(consolePort),
                Parent = parsed.GetValue(parent),
                ThroughParentOnly = parsed.GetValue(throughParentOnly),
                DirectoryFile = parsed.GetValue(directory),
                Fingerprint = parsed.GetValue(fingerprint),
                DataFolder = parsed.GetValue(data),
                TrustFolder = parsed.GetValue(trust),
                Tls = parsed.GetValue(tls),
                TlsPasswordFile = parsed.GetValue(tlsPassword),
                Days = parsed.GetValue(days),
                Requests = parsed.GetValue(requests),
            };

            // Half an hour of answers for a folder that is taken would be rude.
            if (File.Exists(Path.Combine(options.Folder, "node.json"))) throw new CommandException(around.Words.With("init.inTheWay", Path.Combine(options.Folder, "node.json")));
            var interview = new Interview(around.Words, parsed.GetValue(nonInteractive) || parsed.GetValue(json) ? null : around.Terminal());
            var answers = new InitInterview(options, interview, around).Hold();
            var files = InitFiles.Make(answers, options.Folder, around.Time.GetUtcNow(), around.Words);
            if (files.InTheWay is { Count: > 0 } taken) throw new CommandException(around.Words.With("init.inTheWay", string.Join(", ", taken)));
            files.Write();
            if (parsed.GetValue(json)) around.WriteJson(DocumentOf(files.Result));
            else Tell(files.Result, answers, around);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static void Tell(InitResult result, InitAnswers answers, CommandSurroundings around)
    {
        var words = around.Words;
        var output = around.Output;
        output.WriteLine();
        output.WriteLine(words.With("init.made", result.NodeId, result.Folder));
        output.WriteLine();
        output.WriteLine(words["init.next"]);
        var number = 0;
        void Step(string key, params string?[] values) => output.WriteLine($"{++number}. {words.With(key, [.. values.Select(Shown)])}");
        if (result.Entry is { } entry)
        {
            Step("init.step.send", entry.File);
            foreach (var line in Fingerprint.Lines(entry.Fingerprint)) output.WriteLine($"       {line}");
            Step("init.step.directory", Path.Combine(result.Folder, "directory.asics"));
            if (answers.Fingerprint is null) Step("init.step.fingerprint", result.ConfigFile);
        }

        if (result.Directory is { } directory)
        {
            Step("init.step.key", Path.GetDirectoryName(directory.Key));
            Step("init.step.tell");
            foreach (var line in Fingerprint.Lines(directory.Fingerprint)) output.WriteLine($"       {line}");
            Step("init.step.add", directory.Description, directory.Key, directory.PasswordFile, directory.File);
        }

        Step("init.step.check", result.ConfigFile);
        Step("init.step.client", answers.Organisations[0].Id.ToString(), result.ConfigFile);
        Step("init.step.run", result.ConfigFile);
        output.WriteLine(words.With("init.clients", Shown(result.TlsCertificateFile)));
    }

    // What is printed is copied into a shell.
    private static string? Shown(string? path) => path?.Any(char.IsWhiteSpace) == true ? $"\"{path}\"" : path;

    private static object DocumentOf(InitResult result) => new
    {
        schema = "sedx-init/1",
        dir = result.Folder,
        node = result.NodeId,
        config = result.ConfigFile,
        tlsCertificate = result.TlsCertificateFile,
        entry = result.Entry is { } entry ? new { file = entry.File, fingerprint = entry.Fingerprint } : null,
        directory = result.Directory is { } directory
            ? new { file = directory.File, fingerprint = directory.Fingerprint, description = directory.Description, key = directory.Key, passwordFile = directory.PasswordFile }
            : null,
    };
}
