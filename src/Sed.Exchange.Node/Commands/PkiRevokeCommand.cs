using System.CommandLine;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Node.Authorities;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx pki revoke</c>: takes back a certificate of a development region; its authority says so from then on.</summary>
internal static class PkiRevokeCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var folder = new Option<string>("--dir") { HelpName = "DIR", Required = true };
        var file = new Option<string>("--certificate") { HelpName = "FILE", Required = true };
        var reason = new Option<string>("--reason") { HelpName = "keyCompromise|superseded|…", DefaultValueFactory = _ => "unspecified" };
        reason.AcceptOnlyFromAmong([.. IssuedIndex.Reasons]);
        var at = new Option<DateTimeOffset?>("--at") { HelpName = "TIME" };
        var command = new Command("revoke") { folder, file, reason, at };
        command.SetAction(parsed =>
        {
            var authorities = Open(parsed.GetRequiredValue(folder), around);
            var name = parsed.GetRequiredValue(file);
            var certificate = Certificate.Parse(around.ReadFile(name)) ?? throw new CommandException(around.Words.With("error.value", "--certificate", name));
            var issuer = authorities.Authorities.FirstOrDefault(authority => authority.Certificate.Subject == certificate.Issuer && authority.Index.Has(certificate))
                ?? throw new CommandException(around.Words.With("pki.notIssued", name));
            if (!issuer.Index.Revoke(certificate, parsed.GetValue(at) ?? around.Time.GetUtcNow(), parsed.GetValue(reason)!))
                throw new CommandException(around.Words.With("pki.revokedAlready", name));
            around.Output.WriteLine(around.Words.With("pki.revoked", certificate.Serial, issuer.Name));
            return ExitCodes.Yes;
        });
        return command;
    }

    /// <summary>The authorities of a region that are to be served.</summary>
    /// <exception cref="CommandException">There are none.</exception>
    public static AuthorityFolder Open(string region, CommandSurroundings around)
    {
        try
        {
            return AuthorityFolder.Open(Path.GetFullPath(region)) ?? throw new CommandException(around.Words.With("pki.notKept", region));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or UriFormatException or Containers.Suites.KeyFileException)
        {
            throw new CommandException(around.Words.With("error.file", region, unreadable.Message), unreadable);
        }
    }
}
