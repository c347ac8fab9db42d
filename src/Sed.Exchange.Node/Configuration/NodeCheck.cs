using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Adapters.Sqlite;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// Whether a node could start, found out without starting it: configuration, keys, directory, and whether the directory knows the keys, everything
/// that is wrong at once. The data folder is only read; the node may be running.
/// </summary>
/// <param name="Configuration">As far as it can be read; whole when there are no faults.</param>
/// <param name="Material">Keys and certificates, or null.</param>
/// <param name="Directory">The directory the node would start with, or null.</param>
/// <param name="FromJournal">True: that directory is the journal's.</param>
/// <param name="Faults">Everything that is wrong.</param>
internal sealed record NodeCheck(
    NodeConfiguration? Configuration, NodeMaterial? Material, ExchangeDirectory? Directory, bool FromJournal, IReadOnlyList<ConfigurationFault> Faults)
{
    /// <summary>Looks at everything that a configuration names.</summary>
    public static async Task<NodeCheck> MakeAsync(string file, bool dev, DateTimeOffset now, CancellationToken cancel)
    {
        var (configuration, found) = ConfigurationFile.Examine(file);
        var faults = found.ToList();
        if (configuration is null) return new NodeCheck(null, null, null, false, faults);
        var material = NodeMaterial.Examine(configuration, dev, now, faults);
        var (directory, fromJournal) = await DirectoryAsync(configuration, now, faults, cancel);
        faults.AddRange(FolderRules.Look(configuration, directory));
        if (material is not null && directory is not null) faults.AddRange(Contradictions(configuration, material, directory));
        return new NodeCheck(configuration, material, directory, fromJournal, faults);
    }

    /// <summary>
    /// The directory as the node itself chooses at its start: the journal's, else the file under its fingerprint; a file that rightly follows the
    /// journal's wins.
    /// </summary>
    internal static async Task<(ExchangeDirectory? Directory, bool FromJournal)> DirectoryAsync(
        NodeConfiguration configuration, DateTimeOffset now, List<ConfigurationFault> faults, CancellationToken cancel)
    {
        var file = configuration.DirectoryFile is { } path && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
        ExchangeDirectory? stored = null;
        if (configuration.DataFolder is not null)
        {
            try
            {
                NodeStore.RefuseLostJournal(configuration);
                if (File.Exists(NodeStore.JournalFile(configuration)))
                {
                    using var journal = SqliteJournal.OpenReadOnly(NodeStore.JournalFile(configuration));
                    stored = await journal.ReadAsync(reader => NodeStore.DirectoryInForce(reader, now), cancel);
                }
            }
            catch (Exception unreadable) when (unreadable is JournalException or NodeFolderException)
            {
                faults.Add(new ConfigurationFault("$.node.data", ConfigurationFaultKind.JournalUnreadable, unreadable.Message));
            }
        }

        if (stored is not null)
        {
            var next = file is null ? null : DirectoryFile.Open(file, fingerprint: null, stored, now);
            return next is { Verdict.Result: VerdictResult.Passed, Directory: { } successor } ? (successor, false) : (stored, true);
        }

        // A missing or damaged file is a fault already.
        if (file is null || DirectoryFile.OpenCryptoOnly(file, now).Directory is not { } given) return (null, false);
        if (configuration.DirectoryFingerprint is { } fingerprint
            && DirectoryFile.Open(file, fingerprint, previous: null, now).Verdict is { Result: not VerdictResult.Passed } verdict)
        {
            faults.Add(new ConfigurationFault("$.directory.file", ConfigurationFaultKind.DirectoryUntrusted, $"{verdict.FirstFailure?.Code} {verdict.FirstFailure?.Seen}".Trim()));
        }

        return (given, false);
    }

    /// <summary>In what keys and directory contradict each other.</summary>
    internal static IEnumerable<ConfigurationFault> Contradictions(NodeConfiguration configuration, NodeMaterial material, ExchangeDirectory directory)
    {
        foreach (var fault in IdentityFault.Find(material.Identity, directory))
        {
            yield return fault.Kind switch
            {
                IdentityFaultKind.NodeNotListed => new ConfigurationFault("$.node.id", ConfigurationFaultKind.NodeNotListed, $"{fault.NodeId}, serial {directory.Serial}"),
                IdentityFaultKind.ReceiptKeyNotListed =>
                    new ConfigurationFault("$.keys.node", ConfigurationFaultKind.ReceiptKeyNotListed, material.Identity.Keys.Receipts[0].Certificate.Thumbprint),
                IdentityFaultKind.OrganisationNotListed => new ConfigurationFault(PathOf(configuration, fault), ConfigurationFaultKind.OrganisationNotListed, fault.Organisation.ToString()),
                IdentityFaultKind.SealNotListed => new ConfigurationFault(
                    PathOf(configuration, fault), ConfigurationFaultKind.SealNotListed, material.Identity.Keys.Seals[fault.Organisation!.Value][0].Certificate.Thumbprint),
                _ => throw new InvalidOperationException($"{fault.Kind} has no place in the configuration."),
            };
        }

        if (directory.FindNode(configuration.NodeId) is { } node && material.Tls.All(key => node.TlsPins.All(pin => pin.Pin != key.Pin)))
            yield return new ConfigurationFault("$.tls", ConfigurationFaultKind.PinNotListed, material.Tls[0].Pin);
    }

    private static string PathOf(NodeConfiguration configuration, IdentityFault fault) =>
        $"$.keys.seals[{configuration.Seals.Index().First(seal => seal.Item.Organisation == fault.Organisation).Index}]";
}
