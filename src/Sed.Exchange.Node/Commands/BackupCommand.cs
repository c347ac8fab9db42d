using System.CommandLine;
using Sed.Exchange.Node.Backups;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx backup</c>: a snapshot of a node beside it, a look at one that was taken, or the room back of those that were removed. 0: whole; 1: something is missing or was changed; 2: it cannot be
/// taken or read.
/// </summary>
internal static class BackupCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var output = new Option<string>("--out") { HelpName = "DIR" };
        var verify = new Option<string>("--verify") { HelpName = "DIR" };
        var tidy = new Option<string>("--tidy") { HelpName = "DIR" };
        var deep = new Option<bool>("--deep");
        var withKeys = new Option<bool>("--with-keys");
        var json = UsualOptions.Json();
        var command = new Command("backup") { config, output, verify, tidy, deep, withKeys, json };
        command.SetAction(async (parsed, cancel) =>
        {
            UsualOptions.RefuseTogether(
                around, (output.Name, parsed.GetValue(output) is not null), (verify.Name, parsed.GetValue(verify) is not null), (tidy.Name, parsed.GetValue(tidy) is not null));
            if (parsed.GetValue(tidy) is { } crowded) return await TidyAsync(crowded, parsed.GetValue(json), around, cancel);
            if (parsed.GetValue(verify) is { } looked) return await VerifyAsync(looked, parsed.GetValue(json), around, cancel);
            var root = parsed.GetValue(output) ?? throw new CommandException(around.Words.With("error.missing", "--out"));
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            JournalLook.FileOf(configuration, around);
            var progress = new Telling(blobs => around.Error.WriteLine(around.Words.With("backup.progress", blobs.Count, blobs.Bytes)));
            var manifest = await new BackupWriting(configuration, around.Time, progress).WriteAsync(root, parsed.GetValue(deep), parsed.GetValue(withKeys), cancel);
            Write(manifest, root, parsed.GetValue(json), around);
            foreach (var name in manifest.Missing) around.Error.WriteLine(around.Words.With("backup.missing", name));
            return manifest.Missing.Count == 0 ? ExitCodes.Yes : ExitCodes.No;
        });
        return command;
    }

    private static async Task<int> VerifyAsync(string path, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        var (folder, snapshot) = BackupFolder.Find(path);
        var (manifest, faults, changed) = await BackupCheck.RunAsync(folder, snapshot, cancel);
        Write(manifest, folder.Root, json, around);
        foreach (var fault in faults) around.Error.WriteLine(around.Words.With($"backup.{fault.Fault}", fault.Subject));
        foreach (var name in changed) around.Error.WriteLine(around.Words.With("backup.blobChanged", name));
        foreach (var name in manifest.Missing) around.Error.WriteLine(around.Words.With("backup.missing", name));
        if (faults.Count > 0 || changed.Count > 0 || manifest.Missing.Count > 0) return ExitCodes.No;
        around.Error.WriteLine(around.Words["backup.whole"]);
        return ExitCodes.Yes;
    }

    private static async Task<int> TidyAsync(string root, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        if (!Directory.Exists(root)) throw new BackupException(BackupFault.Empty, Path.GetFullPath(root));
        var removed = await BackupTidying.RunAsync(new BackupFolder(root), cancel);
        if (json) around.WriteJson(new { schema = "sedx-backup-tidy/1", removed = removed.Count, bytes = removed.Bytes });
        else around.Output.WriteLine(around.Words.With("backup.tidied", removed.Count, removed.Bytes));
        return ExitCodes.Yes;
    }

    private static void Write(BackupManifest manifest, string root, bool json, CommandSurroundings around)
    {
        if (json)
        {
            around.WriteJson(manifest);
            return;
        }

        around.Output.WriteLine(Path.Combine(Path.GetFullPath(root), manifest.Id));
        around.Error.WriteLine(around.Words.With(
            "backup.taken", manifest.Node, StatusText.Time(manifest.TakenAt), manifest.Blobs.Count, manifest.Blobs.Bytes, manifest.Copied.Count, manifest.Copied.Bytes));
        around.Error.WriteLine(around.Words[manifest.WithKeys ? "backup.withKeys" : "backup.withoutKeys"]);
    }

    // Progress<T> would write from another thread, after the end perhaps.
    private sealed class Telling(Action<BackupBlobs> tell) : IProgress<BackupBlobs>
    {
        public void Report(BackupBlobs value) => tell(value);
    }
}
