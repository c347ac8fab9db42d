using System.CommandLine;
using Sed.Exchange.Node.Authorities;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx pki serve</c>: time-stamps, OCSP answers and revocation lists of a development region's authorities, until it is stopped.</summary>
internal static class PkiServeCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var folder = new Option<string>("--dir") { HelpName = "DIR", Required = true };
        var command = new Command("serve") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var authorities = PkiRevokeCommand.Open(parsed.GetRequiredValue(folder), around);
            await using var app = AuthorityServer.Build(authorities, around.Time);
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException taken)
            {
                throw new CommandException(around.Words.With("pki.notServed", authorities.Address, taken.Message), taken);
            }

            around.Output.WriteLine($"ready tsa={AuthorityFolder.TimeAddress(authorities.Address)} pid={Environment.ProcessId}");
            foreach (var authority in authorities.Authorities)
            {
                var addresses = ServedAuthority.AddressesOf(authority.Name, authorities.Address);
                around.Output.WriteLine($"  {authority.Name}: {addresses.Responder} {addresses.List} {addresses.Certificate}");
            }

            await around.Output.FlushAsync(cancel);
            using var asked = cancel.Register(app.Lifetime.StopApplication);
            await app.WaitForShutdownAsync(CancellationToken.None);
            return ExitCodes.Yes;
        });
        return command;
    }
}
