using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Routing;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Doctor.Checks;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Doctor;

/// <summary>Looks at a node from outside, running or not, and says what it found. The order of the checks is here, once.</summary>
internal static class Examination
{
    private const int PeersAtOnce = 8;

    public static async Task<IReadOnlyList<DoctorFinding>> MakeAsync(string configFile, bool dev, bool offline, TimeProvider time, Words words, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var check = await NodeCheck.MakeAsync(configFile, dev, now, cancel);
        if (check.Configuration is not { } configuration) return ConfigurationCheck.Look(check, words);
        var probe = check.Material?.TlsBy(check.Directory, now) is { } tls ? new PeerProbe(tls.Certificate, tls.Chain, time) : null;
        var (journal, fault) = await JournalAsync(configuration, now, cancel);
        var patient = new Patient
        {
            Check = check,
            Configuration = configuration,
            Journal = journal,
            JournalFault = fault,
            Peers = offline || probe is null ? [] : await AskAsync(probe, configuration, check.Directory, now, cancel),
            Offline = offline || probe is null,
            Now = now,
            Words = words,
        };
        return
        [
            .. ConfigurationCheck.Look(check, words),
            .. PermissionCheck.Look(patient),
            .. DiskCheck.Look(patient),
            .. JournalCheck.Look(patient),
            .. await PortCheck.LookAsync(patient, probe, cancel),
            .. ClockCheck.Look(patient),
            .. CertificateCheck.Look(patient),
            .. DirectoryCheck.Look(patient),
            .. PeerCheck.Look(patient),
            .. ChannelCheck.Look(patient),
            .. MailCheck.Look(patient),
            .. WebhookCheck.Look(patient),
            .. CaptureCheck.Look(patient),
        ];
    }

    private static async Task<(JournalView? Journal, string? Fault)> JournalAsync(NodeConfiguration configuration, DateTimeOffset now, CancellationToken cancel)
    {
        if (configuration.DataFolder is null) return (null, null);
        try
        {
            NodeStore.RefuseLostJournal(configuration);
            if (!File.Exists(NodeStore.JournalFile(configuration))) return (null, null);
            return (await JournalView.ReadAsync(NodeStore.JournalFile(configuration), now, cancel), null);
        }
        catch (Exception unreadable) when (unreadable is JournalException or NodeFolderException)
        {
            return (null, unreadable.Message);
        }
    }

    private static async Task<IReadOnlyList<(NodeEntry Node, ProbeResult Result)>> AskAsync(
        PeerProbe probe, NodeConfiguration configuration, ExchangeDirectory? directory, DateTimeOffset now, CancellationToken cancel)
    {
        if (directory?.FindNode(configuration.NodeId) is not { } self) return [];
        var neighbours = directory.Nodes.Where(node => node.Id != self.Id && Router.MaySpeak(self, node)).ToList();
        var answers = new ProbeResult[neighbours.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, neighbours.Count),
            new ParallelOptions { MaxDegreeOfParallelism = PeersAtOnce, CancellationToken = cancel },
            async (index, token) => answers[index] = await probe.AskAsync(
                neighbours[index].Url, pin => neighbours[index].TlsPins.Any(entry => entry.Pin == pin && entry.IsInForce(now)), token));
        return [.. neighbours.Zip(answers)];
    }
}
