using System.CommandLine;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Restoring;
using Sed.Exchange.Node.Backups;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx restore</c>: a node from its backup. The node then keeps its doors shut until its peers have told what is missing, or are given up. With
/// <c>--octets</c> only containers' octets that a node has lost are put back, beside it.
/// </summary>
internal static class RestoreCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var config = UsualOptions.Config();
        var from = new Option<string>("--from") { HelpName = "DIR" };
        var withoutChanged = new Option<bool>("--without-changed");
        var octets = new Option<bool>("--octets");
        var giveUp = new Option<string>("--give-up") { HelpName = "PEER" };
        var json = UsualOptions.Json();
        var command = new Command("restore") { config, from, withoutChanged, octets, giveUp, json };
        command.SetAction(async (parsed, cancel) =>
        {
            // Each of them is another piece of work; the last one goes with nothing else.
            UsualOptions.RefuseTogether(around, (octets.Name, parsed.GetValue(octets)), (withoutChanged.Name, parsed.GetValue(withoutChanged)), (giveUp.Name, parsed.GetValue(giveUp) is not null));
            UsualOptions.RefuseTogether(around, (from.Name, parsed.GetValue(from) is not null), (giveUp.Name, parsed.GetValue(giveUp) is not null));
            var configuration = ConfigurationFile.Read(UsualOptions.ConfigFile(parsed, config, around));
            if (parsed.GetValue(giveUp) is { } peer) return await GiveUpAsync(configuration, peer, around, cancel);
            if (parsed.GetValue(from) is not { } path)
            {
                if (parsed.GetValue(octets) || parsed.GetValue(withoutChanged)) throw new CommandException(around.Words.With("error.missing", "--from"));
                return await ShowAsync(configuration, parsed.GetValue(json), around, cancel);
            }

            var (folder, snapshot) = BackupFolder.Find(path);
            if (parsed.GetValue(octets)) return await PutBackAsync(configuration, folder, snapshot, parsed.GetValue(json), around, cancel);
            var (manifest, epoch) = await new Restoring(configuration, around.Time).RunAsync(folder, snapshot, parsed.GetValue(withoutChanged), cancel);
            if (parsed.GetValue(json)) around.WriteJson(new { schema = "sedx-restore/1", node = manifest.Node, backup = manifest.Id, takenAt = manifest.TakenAt, epoch, blobs = manifest.Blobs, missing = manifest.Missing });
            else around.Output.WriteLine(around.Words.With("restore.done", manifest.Node, StatusText.Time(manifest.TakenAt), epoch));
            if (around.Time.GetUtcNow() - manifest.TakenAt > Restoration.NeighboursKeep) around.Error.WriteLine(around.Words["restore.old"]);
            around.Error.WriteLine(around.Words["restore.next"]);
            foreach (var name in manifest.Missing) around.Error.WriteLine(around.Words.With("restore.missing", name));
            return ExitCodes.Yes;
        });
        return command;
    }

    /// <summary>Octets that the store has lost: 0 all of them are there again, 1 the backup lacks some as well.</summary>
    private static async Task<int> PutBackAsync(
        NodeConfiguration configuration, BackupFolder folder, string snapshot, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        NodeStore.RefuseHalfRestored(configuration);
        using var journal = JournalLook.Open(configuration, around);
        var (manifest, putBack, missing) = await new OctetsRestoring(configuration, journal).RunAsync(folder, snapshot, cancel);
        if (json) around.WriteJson(new { schema = "sedx-octets/1", node = manifest.Node, backup = manifest.Id, putBack, missing });
        else around.Output.WriteLine(around.Words.With("restore.putBack", putBack.Count, StatusText.Time(manifest.TakenAt)));
        foreach (var name in putBack) around.Error.WriteLine(around.Words.With("restore.putBackOne", name));
        foreach (var name in missing) around.Error.WriteLine(around.Words.With("restore.notPutBack", name));
        return missing.Count == 0 ? ExitCodes.Yes : ExitCodes.No;
    }

    /// <summary>Who has still to tell: 0 nobody, 3 somebody.</summary>
    private static async Task<int> ShowAsync(NodeConfiguration configuration, bool json, CommandSurroundings around, CancellationToken cancel)
    {
        using var journal = JournalLook.Open(configuration, around);
        var (restore, epoch, done, peers) = await journal.ReadAsync(
            reader => (reader.LastRestore(), reader.Epoch, reader.ReconciledPeers(), PeersToAsk(reader, configuration.NodeId, around.Time.GetUtcNow())), cancel);
        if (restore is null) throw new CommandException(around.Words["restore.never"]);
        IReadOnlyList<string> left = [.. peers.Select(node => node.Id).Except(done.Select(row => row.Peer)).Order(StringComparer.Ordinal)];
        if (json)
        {
            around.WriteJson(new
            {
                schema = "sedx-restoring/1",
                node = configuration.NodeId,
                epoch,
                since = restore.Since,
                restoredAt = restore.At,
                endedAt = restore.EndedAt,
                told = done.Where(row => !row.GivenUp).Select(row => row.Peer),
                givenUp = done.Where(row => row.GivenUp).Select(row => row.Peer),
                waitsFor = left,
            });
        }
        else
        {
            around.Output.WriteLine(around.Words.With("restore.since", StatusText.Time(restore.Since), StatusText.Time(restore.At), epoch));
            foreach (var row in done) around.Output.WriteLine(around.Words.With(row.GivenUp ? "restore.wasGivenUp" : "restore.told", row.Peer, StatusText.Time(row.At)));
            foreach (var peer in left) around.Output.WriteLine(around.Words.With("restore.waits", peer));
            around.Output.WriteLine(restore.EndedAt is { } ended ? around.Words.With("restore.ended", StatusText.Time(ended)) : around.Words["restore.shut"]);
        }

        return restore.EndedAt is not null ? ExitCodes.Yes : ExitCodes.CannotTell;
    }

    private static IReadOnlyList<NodeEntry> PeersToAsk(IJournalReader journal, string self, DateTimeOffset now) =>
        journal.LastRestore() is { EndedAt: null } restore && NodeStore.DirectoryInForce(journal, now) is { } directory
            ? Restoration.PeersSince(journal, directory, self, restore.Since)
            : [];

    private static async Task<int> GiveUpAsync(NodeConfiguration configuration, string peer, CommandSurroundings around, CancellationToken cancel)
    {
        var now = around.Time.GetUtcNow();
        await using var journal = await NodeStore.OpenJournalAsync(configuration, cancel);
        var fault = await journal.CommitAsync(
            transaction =>
            {
                if (transaction.LastRestore() is not { EndedAt: null }) return around.Words["restore.none"];
                if (NodeStore.DirectoryInForce(transaction, now)?.FindNode(peer) is null) return around.Words.With("restore.unknownPeer", peer);
                transaction.Put(new ReconciledPeerRow(peer, now, GivenUp: true));
                transaction.Append(new EventRow { At = now, Kind = EventKinds.Alarm, Detail = $"restored without {peer}: what only it knew stays unknown" });
                return null;
            },
            cancel);
        if (fault is not null) throw new CommandException(fault);
        around.Output.WriteLine(around.Words.With("restore.givenUp", peer));
        return ExitCodes.Yes;
    }
}
