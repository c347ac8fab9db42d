using System.CommandLine;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx run</c>: the node.</summary>
internal static class RunCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var check = new Option<bool>("--check");
        var dev = new Option<bool>("--dev");
        var command = new Command("run") { config, check, dev };
        command.SetAction(async (parsed, cancel) =>
        {
            var file = UsualOptions.ConfigFile(parsed, config, around);
            var now = around.Time.GetUtcNow();
            if (parsed.GetValue(check))
            {
                var found = await NodeCheck.MakeAsync(file, parsed.GetValue(dev), now, cancel);
                if (found.Faults.Count > 0) throw new ConfigurationException(found.Faults);
                around.Output.WriteLine(around.Words.With("run.ok", found.Configuration!.NodeId, found.Directory!.Serial));
                return ExitCodes.Yes;
            }

            var configuration = ConfigurationFile.Read(file);
            var source = new ConfigurationSource(file, parsed.GetValue(dev));
            return await RunAsync(configuration, NodeMaterial.Open(configuration, parsed.GetValue(dev), now), source, around, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        NodeConfiguration configuration, NodeMaterial material, ConfigurationSource source, CommandSurroundings around, CancellationToken cancel)
    {
        try
        {
            return await NodeRun.RunAsync(configuration, material, source, around.Time, around.Output, cancel);
        }
        catch (Exception accident) when (IsOfTheDisk(accident))
        {
            // As after fail-stop: a supervisor starts the node again, and a full disk heals that way.
            around.Error.WriteLine($"sedx: {accident.Message}");
            return ExitCodes.No;
        }
    }

    // Not what a person must put right first: a newer schema, a folder in use, a damaged file.
    private static bool IsOfTheDisk(Exception accident) => accident
        is BlobException
        or JournalException { InnerException: not null, IsDamage: false }
        || (accident is NodeFolderException { InnerException: IOException cause } && (FileFaults.IsFull(cause) || FileFaults.IsDeviceFault(cause)));
}
