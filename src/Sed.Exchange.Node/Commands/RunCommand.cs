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
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            var material = NodeMaterial.Open(configuration, parsed.GetValue(dev), around.Time.GetUtcNow());
            if (!parsed.GetValue(check)) return await NodeRun.RunAsync(configuration, material, around.Time, around.Output, cancel);
            around.Output.WriteLine(around.Words["run.ok"]);
            return ExitCodes.Yes;
        });
        return command;
    }
}
