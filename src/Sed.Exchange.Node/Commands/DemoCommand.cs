using System.CommandLine;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx demo</c>: three towns, one letter there and back, an audit.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var suite = new Option<string>("--suite") { HelpName = "gost|gost-512|rsa|ecdsa", DefaultValueFactory = _ => "gost" };
        var folder = new Option<string>("--dir") { HelpName = "DIR" };
        var keep = new Option<bool>("--keep");
        var json = UsualOptions.Json();
        var sabotage = new Option<string>("--sabotage") { HelpName = "lose|double|forge" };
        var blobs = new Option<string>("--blobs") { HelpName = "files|azure", DefaultValueFactory = _ => BlobPlace.Files };
        var connection = new Option<string>("--blobs-connection-file") { HelpName = "FILE" };
        var channel = new Option<string>("--channel") { HelpName = "api|folders", DefaultValueFactory = _ => "api" };
        var command = new Command("demo") { suite, folder, keep, json, sabotage, blobs, connection, channel };
        command.SetAction(async (parsed, cancel) =>
        {
            var options = new DemoOptions
            {
                Suite = Suite.Find(parsed.GetValue(suite)!) ?? throw Wrong(around, "--suite", parsed.GetValue(suite)),
                Folder = FolderOf(parsed.GetValue(folder), around),
                Json = parsed.GetValue(json),
                Language = around.Language,
                Keep = parsed.GetValue(keep),
                Sabotage = SabotageOf(parsed.GetValue(sabotage), around),
                Channel = ChannelOf(parsed.GetValue(channel)!, around),
                Blobs = BlobsOf(parsed.GetValue(blobs)!, parsed.GetValue(connection), around),
            };

            if (options is { Keep: true, Sabotage: not SabotageKind.None }) throw new CommandException(around.Words["demo.keepOrSabotage"]);

            // The nodes are stopped by their own process ids whichever way this ends.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            return await PlayAsync(options, around, stop.Token);

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                stop.Cancel();
            }
        });
        return command;
    }

    private static async Task<int> PlayAsync(DemoOptions options, CommandSurroundings around, CancellationToken cancel)
    {
        var colours = !(options.Json ? Console.IsErrorRedirected : Console.IsOutputRedirected) && around.Variable("NO_COLOR") is null or "";
        var tell = new Narrator(options.Json ? around.Error : around.Output, options.Language, colours);
        await using var run = new DemoRun(options, tell, around.Time);
        try
        {
            var document = await run.PlayAsync(cancel);
            if (options.Json) around.WriteJson(document);
            if (options.Keep) await run.KeepAsync(cancel);
            return document.Ok ? ExitCodes.Yes : ExitCodes.No;
        }
        catch (DemoException impossible)
        {
            throw new CommandException(impossible.Message, impossible);
        }
    }

    private static string FolderOf(string? given, CommandSurroundings around)
    {
        if (given is null) return Directory.CreateTempSubdirectory("sedx-demo-").FullName;
        var folder = Path.GetFullPath(given);
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            ? throw new CommandException(around.Words.With("error.folderNotEmpty", folder))
            : folder;
    }

    private static SabotageKind SabotageOf(string? given, CommandSurroundings around) => given switch
    {
        null => SabotageKind.None,
        "lose" => SabotageKind.Lose,
        "double" => SabotageKind.Double,
        "forge" => SabotageKind.Forge,
        _ => throw Wrong(around, "--sabotage", given),
    };

    private static DemoChannel ChannelOf(string given, CommandSurroundings around) => given switch
    {
        "api" => DemoChannel.Api,
        "folders" => DemoChannel.Folders,
        _ => throw Wrong(around, "--channel", given),
    };

    private static PlannedBlobs? BlobsOf(string kind, string? connectionFile, CommandSurroundings around)
    {
        if (kind is not (BlobPlace.Files or BlobPlace.Azure)) throw Wrong(around, "--blobs", kind);
        if ((kind == BlobPlace.Azure) != (connectionFile is not null)) throw new CommandException(around.Words["demo.blobsAndConnection"]);
        if (connectionFile is null) return null;
        var faults = new List<ConfigurationFault>();
        var place = new BlobPlace { Kind = BlobPlace.Azure, ConnectionStringFile = connectionFile };
        BlobRoom.FindAccess(place, faults);
        if (faults.Count > 0) throw new CommandException(string.Join(' ', faults.Select(fault => around.Words.With($"fault.{fault.Kind}", fault.Detail))));

        // Of this run alone: the audit judges everything it finds in them.
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        return new PlannedBlobs(NamedFile.ReadSecretLine("--blobs-connection-file", connectionFile, faults)!, $"sedx-demo-{run}");
    }

    private static CommandException Wrong(CommandSurroundings around, string option, string? value) =>
        new(around.Words.With("error.value", option, value ?? string.Empty));
}
