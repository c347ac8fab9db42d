using System.CommandLine;
using Sed.Exchange.Client;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Evidence;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Commands;

/// <summary><c>sedx evidence ID --out F</c>: one file that proves the deliveries of a message offline.</summary>
internal static class EvidenceCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var id = new Argument<Guid>("ID");
        var output = new Option<string>("--out") { HelpName = "FILE", Required = true };
        var config = UsualOptions.Config();
        var api = new ApiOptions();
        var command = new Command("evidence") { id, output, config };
        api.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var messageId = parsed.GetRequiredValue(id);
            var file = parsed.GetRequiredValue(output);

            // Half a file must not lie under the name of a proof.
            var unfinished = file + ".part";
            DateTimeOffset? purgedAt;
            try
            {
                await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite))
                {
                    purgedAt = parsed.GetValue(config) is null && api.AreGiven(parsed, around)
                        ? await FetchAsync(messageId, to, api.Connect(parsed, around), around, cancel)
                        : await AssembleAsync(messageId, to, UsualOptions.ConfigFile(parsed, config, around), around, cancel);
                }

                if (purgedAt is null) File.Move(unfinished, file, overwrite: true);
            }
            finally
            {
                File.Delete(unfinished);
            }

            if (purgedAt is { } at)
            {
                around.Error.WriteLine($"sedx: {around.Words.With("evidence.contentPurged", messageId, StatusText.Time(at))}");
                return ExitCodes.No;
            }

            around.Output.WriteLine(file);
            return ExitCodes.Yes;
        });
        return command;
    }

    /// <summary>Has the node assemble it.</summary>
    /// <returns>Null: it is written. Else when the content, without which there is no evidence file, was purged.</returns>
    private static async Task<DateTimeOffset?> FetchAsync(Guid messageId, Stream to, ExchangeClient client, CommandSurroundings around, CancellationToken cancel)
    {
        using (client)
        {
            try
            {
                await using var from = await client.OpenEvidenceAsync(messageId, cancel);
                await from.CopyToAsync(to, cancel);
                return null;
            }
            catch (ExchangeProblemException problem) when (problem.Code == Delivery.ProblemCodes.ContentPurged)
            {
                // The answer says that it was purged, the status says when.
                if ((await client.GetStatusAsync(messageId, cancel)).ContentPurgedAt is { } at) return at;
                throw;
            }
            catch (ExchangeProblemException problem) when (problem.Code == Delivery.ProblemCodes.NotFound)
            {
                throw new CommandException(around.Words.With("status.unknown", messageId), problem);
            }
        }
    }

    /// <summary>Assembles it from the node's folders. Returns as <see cref="FetchAsync"/>.</summary>
    private static async Task<DateTimeOffset?> AssembleAsync(Guid messageId, Stream to, string configFile, CommandSurroundings around, CancellationToken cancel)
    {
        var configuration = ConfigurationFile.Read(configFile);
        using var journal = JournalLook.Open(configFile, around);
        var pieces = await journal.ReadAsync(reader => EvidencePieces.Gather(reader, messageId, null, around.Time.GetUtcNow()), cancel)
            ?? throw new CommandException(around.Words.With("status.unknown", messageId));
        if (pieces.Container.ContentPurgedAt is { } at) return at;
        var anchors = configuration.TrustFolder is { } folder ? TrustFolder.Open(folder).Anchors : null;
        var signer = configuration.TrustListSigner is { } signed ? Certificate.Parse(around.ReadFile(signed)) : null;
        var accredited = configuration.TrustList is { } lists ? AccreditedFolder.Open(lists, signer, around.Time.GetUtcNow())?.Opened.List : null;
        await new EvidenceAssembly(NodeStore.OpenBlobs(configuration), new TrustMaterial(anchors, accredited, PolicySource.Open(configuration.Policy)), configuration, around.Time).WriteAsync(to, pieces, cancel);
        return null;
    }
}
