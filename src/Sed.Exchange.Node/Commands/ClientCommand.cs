using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx client add|list|revoke</c>: who may use the API. Written to the journal, beside the running node or before its first start.</summary>
internal static partial class ClientCommand
{
    public static Command Create(CommandSurroundings around) => new("client") { Add(around), List(around), Revoke(around) };

    private static Command Add(CommandSurroundings around)
    {
        var id = new Argument<string>("ID");
        var config = UsualOptions.Config();
        var organisations = new Option<Guid[]>("--organisation") { HelpName = "GUID" };
        var administrator = new Option<bool>("--administrator");
        var certificate = new Option<string>("--certificate") { HelpName = "FILE" };
        var json = UsualOptions.Json();
        var command = new Command("add") { id, config, organisations, administrator, certificate, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(id);
            if (!IdPattern().IsMatch(name)) throw new CommandException(around.Words.With("error.value", "ID", name));
            var forWhom = parsed.GetValue(organisations) ?? [];
            var isAdministrator = parsed.GetValue(administrator);
            // Content is for installations, the overview for administrators: one client is never both.
            if (isAdministrator == forWhom.Length > 0) throw new CommandException(around.Words["client.role"]);
            var file = parsed.GetValue(certificate);
            var key = file is null ? ApiKey.Create() : null;
            var row = new ClientRow
            {
                Id = name,
                Organisations = [.. forWhom.Distinct()],
                Administrator = isAdministrator,
                KeyHash = key is null ? null : ApiKey.Hash(key),
                CertificateThumbprint = file is null ? null : ThumbprintOf(file, around),
                AddedAt = around.Time.GetUtcNow(),
            };
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            await using var journal = await NodeStore.OpenJournalAsync(configuration, cancel);
            var added = await journal.CommitAsync(
                transaction =>
                {
                    if (transaction.Clients().Any(client => client.Id == name && client.RevokedAt is null)) return false;
                    transaction.Put(row);
                    return true;
                },
                cancel);
            if (!added) throw new CommandException(around.Words.With("client.exists", name));
            if (parsed.GetValue(json)) around.WriteJson(new { id = name, key, organisations = row.Organisations, administrator = isAdministrator });
            else around.Output.WriteLine(key ?? row.CertificateThumbprint);
            if (key is not null) around.Error.WriteLine(around.Words["client.once"]);
            foreach (var doubt in await DoubtsAsync(row.Organisations, seals: true, configuration, around, cancel)) around.Error.WriteLine(doubt);
            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command List(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var json = UsualOptions.Json();
        var command = new Command("list") { config, json };
        command.SetAction(async (parsed, cancel) =>
        {
            using var journal = JournalLook.Open(UsualOptions.ConfigFile(parsed, config, around), around);
            var clients = await journal.ReadAsync(reader => reader.Clients(), cancel);
            if (parsed.GetValue(json))
            {
                around.WriteJson(clients.Select(client => new
                {
                    id = client.Id,
                    organisations = client.Organisations,
                    administrator = client.Administrator,
                    by = client.KeyHash is null ? "certificate" : "key",
                    certificate = client.CertificateThumbprint,
                    addedAt = client.AddedAt,
                    revokedAt = client.RevokedAt,
                }));
                return ExitCodes.Yes;
            }

            foreach (var client in clients)
            {
                around.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{client.Id,-24} {(client.Administrator ? around.Words["client.administrator"] : string.Join(", ", client.Organisations))}  {(client.RevokedAt is { } at ? around.Words.With("client.revoked", $"{at:u}") : string.Empty)}").TrimEnd());
            }

            return ExitCodes.Yes;
        });
        return command;
    }

    private static Command Revoke(CommandSurroundings around)
    {
        var id = new Argument<string>("ID");
        var config = UsualOptions.Config();
        var command = new Command("revoke") { id, config };
        command.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(id);
            var now = around.Time.GetUtcNow();
            await using var journal = await NodeStore.OpenJournalAsync(ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around)), cancel);
            var revoked = await journal.CommitAsync(
                transaction =>
                {
                    if (transaction.Clients().FirstOrDefault(client => client.Id == name) is not { } known) return false;
                    if (known.RevokedAt is null) transaction.Put(known with { RevokedAt = now });
                    return true;
                },
                cancel);
            if (!revoked) throw new CommandException(around.Words.With("client.unknown", name));
            around.Output.WriteLine(around.Words.With("client.isRevoked", name));
            return ExitCodes.Yes;
        });
        return command;
    }

    /// <summary>
    /// What may be wrong with organisations that an administrator names. Warnings, no refusals: the next directory may list what this one does not. Without any
    /// directory only the seals can be told.
    /// </summary>
    /// <param name="organisations">Whom he names.</param>
    /// <param name="seals">True: for those who send, too.</param>
    /// <param name="configuration">The node.</param>
    /// <param name="around">What a command has around it.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task<IReadOnlyList<string>> DoubtsAsync(
        IReadOnlyList<Guid> organisations, bool seals, NodeConfiguration configuration, CommandSurroundings around, CancellationToken cancel)
    {
        ExchangeDirectory? directory = null;
        try
        {
            (directory, _) = await NodeCheck.DirectoryAsync(configuration, around.Time.GetUtcNow(), [], cancel);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The client is added all the same; that the file cannot be read is said by sedx run --check.
        }

        var doubts = new List<string>();
        foreach (var id in organisations)
        {
            var known = directory?.FindOrganisation(id);
            if (directory is not null && known is null) doubts.Add(around.Words.With("client.unlisted", id, directory.Serial));
            else if (known is not null && known.Node != configuration.NodeId) doubts.Add(around.Words.With("client.otherNode", id, known.Node, configuration.NodeId));
            if (seals && configuration.Seals.All(seal => seal.Organisation != id)) doubts.Add(around.Words.With("client.noSeal", id));
        }

        return doubts;
    }

    private static string ThumbprintOf(string file, CommandSurroundings around)
    {
        if (Certificate.Parse(around.ReadFile(file)) is not { } certificate) throw new CommandException(around.Words.With("error.value", "--certificate", file));
        return around.Time.GetUtcNow() <= certificate.NotAfter
            ? certificate.Thumbprint
            : throw new CommandException(around.Words.With("client.expired", file, $"{certificate.NotAfter:u}"));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
