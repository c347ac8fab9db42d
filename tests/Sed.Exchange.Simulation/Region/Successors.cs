using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Simulation.Region;

/// <summary>Keys that change though the directory does not.</summary>
internal static class Successors
{
    /// <summary>
    /// In every fourth region the first directory lists two keys of some nodes and organisations, of which one ends and the other begins while letters are written:
    /// every node knows it from the beginning, so that not a second need lie between.
    /// </summary>
    public static ExchangeDirectory WithSuccessors(this ExchangeDirectory first, int seed, TimeSpan trouble)
    {
        var random = new Random(seed ^ 0x0005_0CC5);
        if (random.Next(4) > 0) return first;
        IReadOnlyList<SealEntry> Follow(IReadOnlyList<SealEntry> listed, Func<SeededKey> next)
        {
            if (random.Next(2) == 0) return listed;
            var at = Keys.Start + (trouble * random.NextDouble());
            return [listed[0] with { To = at }, new SealEntry(next().Certificate, at, null, HeldByNode: true)];
        }

        return DirectoryChange.Copy(
            first,
            first.Serial,
            [.. first.Organisations.Select(body => body with { Seals = Follow(body.Seals, () => Keys.Seal(body.Id, 1)) })],
            [.. first.Nodes.Select(node => node with { ReceiptCertificates = Follow(node.ReceiptCertificates, () => Keys.Node(node.Id, 1)) })]);
    }
}
