using System.Text;
using Sed.Exchange.Node.Commands;

// Terminals of Windows take UTF-8 only when told so.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandRun.RunAsync(args, new CommandSurroundings
{
    Words = SedxCommands.WordsOf(args, Environment.GetEnvironmentVariable),
    Output = Console.Out,
    Error = Console.Error,
    Terminal = PersonAtTerminal.Open,
});
