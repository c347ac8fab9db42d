using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Simulation.Region;

/// <summary>A directory that an administrator issues while mail is under way.</summary>
/// <param name="At">When, after the beginning.</param>
/// <param name="Directory">The whole of it.</param>
/// <param name="Signer">Number of the directory key that signs it.</param>
internal sealed record DirectoryChange(TimeSpan At, ExchangeDirectory Directory, int Signer)
{
    // As docs/keys.md says: a day for what is under way, and for nodes that were away; they are away for up to 30 hours here, and learn of it late.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(72);

    /// <summary>Who serves whom, and which node hangs on which.</summary>
    public override string ToString() => $"serial {Directory.Serial} by key {Signer}{(Directory.Keys.Next is null ? null : ", the next one announced")}: "
        + string.Join(", ", Directory.Nodes.Select(node => $"{node.Id} ({node.Url.Host}) < {node.Parent}{(node.ThroughParentOnly ? " only" : null)}{Keyed(node.ReceiptCertificates)}"))
        + "; "
        + string.Join(", ", Directory.Organisations.Select(body =>
            $"{body.Id.ToString()[^4..]} at {body.Node}{(body.ValidTo is null ? null : $", dissolved into {body.Successors[0]}")}{Keyed(body.Seals)}"));

    private static string? Keyed(IReadOnlyList<SealEntry> keys) => keys.Count == 1 ? null : $" [{string.Join(", ", keys.Select(key => $"{key.From:MM-dd HH:mm}–{key.To:MM-dd HH:mm}"))}]";

    /// <summary>Draws what changes in a region: in every other one nothing, so that faults also meet alone.</summary>
    /// <param name="seed">The region's seed.</param>
    /// <param name="first">Its first directory.</param>
    /// <param name="trouble">How long the weather may be bad.</param>
    /// <param name="keysMayEnd">False where clocks jump: what is signed by a wrong time may lie outside the time of its key, and is believed by nobody.</param>
    public static IReadOnlyList<DirectoryChange> Draw(int seed, ExchangeDirectory first, TimeSpan trouble, bool keysMayEnd)
    {
        if (first.Nodes.Count == 1) return [];

        // Of dice of their own: what else happens in a region does not depend on it.
        var random = new Random(seed ^ 0x00D1_4EC7);
        var addresses = new Random(seed ^ 0x00AD_D4E5);
        var keys = new Random(seed ^ 0x004E_1C59);
        var times = Draw(random.Next(2) > 0, random, 3, trouble, What.Bodies)
            .Concat(Draw(addresses.Next(4) == 0, addresses, 2, trouble, What.Addresses))
            .Concat(Draw(keys.Next(4) == 0, keys, 4, trouble, What.Keys));
        var changes = new List<DirectoryChange>();
        var (current, signer) = (first, 0);
        foreach (var (at, what) in times.OrderBy(time => time.At))
        {
            switch (what)
            {
                case What.Addresses:
                    current = Readdress(current, addresses);
                    break;
                case What.Keys when keys.Next(2) == 0:
                    if (current.Keys.Next is not null) signer++;
                    current = current.Keys.Next is null ? Announce(current, signer) : Succeed(current);
                    break;
                case What.Keys:
                    current = Rekey(current, Keys.Start + at, keys, keysMayEnd ? Keys.Start + trouble + TimeSpan.FromDays(1) : null);
                    break;
                default:
                    current = random.Next(4) switch
                    {
                        0 => Rehang(current, random),
                        1 => Dissolve(current, at, random),
                        _ => Move(current, random),
                    };
                    break;
            }

            changes.Add(new DirectoryChange(at, current, signer));
        }

        return changes;
    }

    private static List<(TimeSpan At, What What)> Draw(bool any, Random random, int most, TimeSpan trouble, What what) =>
        any ? [.. Enumerable.Range(0, 1 + random.Next(most)).Select(_ => (trouble * random.NextDouble() * 0.9, what)).Order()] : [];

    private static ExchangeDirectory Move(ExchangeDirectory before, Random random)
    {
        var mover = before.Organisations[random.Next(before.Organisations.Count)];
        var others = before.Nodes.Where(node => node.Id != mover.Node).ToList();
        var to = others[random.Next(others.Count)].Id;
        return Next(before, [.. before.Organisations.Select(body => body.Id == mover.Id ? body with { Node = to } : body)], before.Nodes);
    }

    private static ExchangeDirectory Dissolve(ExchangeDirectory before, TimeSpan at, Random random)
    {
        var living = before.Organisations.Where(body => body.ValidTo is null).ToList();
        if (living.Count < 3 || living.Count < before.Organisations.Count) return Move(before, random);
        var closed = living[random.Next(living.Count)];
        living.Remove(closed);
        var successor = living[random.Next(living.Count)];
        return Next(
            before,
            [.. before.Organisations.Select(body => body.Id == closed.Id
                ? body with { ValidTo = Keys.Start + at, Successors = [successor.Id], Node = random.Next(2) == 0 ? body.Node : successor.Node }
                : body)],
            before.Nodes);
    }

    // Under another node, or reachable in another way.
    private static ExchangeDirectory Rehang(ExchangeDirectory before, Random random)
    {
        var moved = before.Nodes[1 + random.Next(before.Nodes.Count - 1)];
        bool IsBelow(NodeEntry node) => node.Id == moved.Id || (node.Parent is { } parent && IsBelow(before.FindNode(parent)!));
        var above = before.Nodes.Where(node => !IsBelow(node)).ToList();
        var parent = above[random.Next(above.Count)].Id;
        var only = random.Next(2) == 0;
        return Next(before, before.Organisations, [.. before.Nodes.Select(node => node.Id == moved.Id ? node with { Parent = parent, ThroughParentOnly = only } : node)]);
    }

    // The node is there from that moment on, and answers nowhere else.
    private static ExchangeDirectory Readdress(ExchangeDirectory before, Random random)
    {
        var moved = before.Nodes[random.Next(before.Nodes.Count)];
        var url = new Uri($"https://{moved.Id}-{before.Serial + 1}.example.test:8443");
        return Next(before, before.Organisations, [.. before.Nodes.Select(node => node.Id == moved.Id ? node with { Url = url } : node)]);
    }

    // A receipt key or a seal gets a successor. Its node holds it already, and signs with it from the time stated, once it has the directory.
    private static ExchangeDirectory Rekey(ExchangeDirectory before, DateTimeOffset now, Random random, DateTimeOffset? firstEnd)
    {
        var from = now + (TimeSpan.FromHours(24) * random.NextDouble());

        // Not before every node can have heard of it: which the worst weather may keep from it as long as it lasts.
        DateTimeOffset? until = firstEnd is { } first && random.Next(2) == 0 ? (from + Overlap > first ? from + Overlap : first) : null;
        IReadOnlyList<SealEntry> Follow(IReadOnlyList<SealEntry> listed, SeededKey key) =>
            [.. listed.Select(entry => entry with { To = entry.To ?? until }), new SealEntry(key.Certificate, from, null, HeldByNode: true)];
        if (random.Next(2) == 0)
        {
            var node = before.Nodes[random.Next(before.Nodes.Count)];
            var receipts = Follow(node.ReceiptCertificates, Keys.Node(node.Id, node.ReceiptCertificates.Count));
            return Next(before, before.Organisations, [.. before.Nodes.Select(entry => entry.Id == node.Id ? entry with { ReceiptCertificates = receipts } : entry)]);
        }

        var body = before.Organisations[random.Next(before.Organisations.Count)];
        var seals = Follow(body.Seals, Keys.Seal(body.Id, body.Seals.Count));
        return Next(before, [.. before.Organisations.Select(entry => entry.Id == body.Id ? entry with { Seals = seals } : entry)], before.Nodes);
    }

    // The key that will sign is told under the one that signs; the first directory signed by it makes it that one.
    private static ExchangeDirectory Announce(ExchangeDirectory before, int signer) =>
        Next(before, before.Organisations, before.Nodes, before.Keys with { Next = Keys.Directory(signer + 1).Certificate });

    private static ExchangeDirectory Succeed(ExchangeDirectory before) =>
        Next(before, before.Organisations, before.Nodes, new DirectoryKeys(before.Keys.Next!, null, null));

    private static ExchangeDirectory Next(ExchangeDirectory before, IReadOnlyList<Organisation> organisations, IReadOnlyList<NodeEntry> nodes, DirectoryKeys? keys = null) =>
        Copy(before, before.Serial + 1, organisations, nodes, keys);

    /// <summary>A directory with other contents.</summary>
    internal static ExchangeDirectory Copy(
        ExchangeDirectory before, long serial, IReadOnlyList<Organisation> organisations, IReadOnlyList<NodeEntry> nodes, DirectoryKeys? keys = null) => new ExchangeDirectory
        {
            Serial = serial,
            IssuedAt = before.IssuedAt,
            Expires = before.Expires,
            Keys = keys ?? before.Keys,
            Organisations = organisations,
            Nodes = nodes,
        };

    /// <summary>What is another one afterwards.</summary>
    private enum What
    {
        Bodies,
        Addresses,
        Keys,
    }
}
