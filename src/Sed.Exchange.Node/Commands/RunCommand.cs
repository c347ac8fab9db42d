using System.CommandLine;
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
            return await NodeRun.RunAsync(configuration, NodeMaterial.Open(configuration, parsed.GetValue(dev), now), around.Time, around.Output, cancel);
        });
        return command;
    }
}
