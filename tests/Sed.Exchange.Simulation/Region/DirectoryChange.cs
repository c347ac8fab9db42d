using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Simulation.Region;

/// <summary>A directory that an administrator issues while mail is under way.</summary>
/// <param name="At">When, after the beginning.</param>
/// <param name="Directory">The whole of it.</param>
internal sealed record DirectoryChange(TimeSpan At, ExchangeDirectory Directory)
{
    /// <summary>Who serves whom, and which node hangs on which.</summary>
    public override string ToString() => $"serial {Directory.Serial}: "
        + string.Join(", ", Directory.Nodes.Select(node => $"{node.Id} ({node.Url.Host}) < {node.Parent}{(node.ThroughParentOnly ? " only" : null)}"))
        + "; "
        + string.Join(", ", Directory.Organisations.Select(body => $"{body.Id.ToString()[^4..]} at {body.Node}{(body.ValidTo is null ? null : $", dissolved into {body.Successors[0]}")}"));

    /// <summary>Draws what changes in a region: in every other one nothing, so that faults also meet alone.</summary>
    public static IReadOnlyList<DirectoryChange> Draw(int seed, ExchangeDirectory first, TimeSpan trouble)
    {
        if (first.Nodes.Count == 1) return [];

        // Of dice of their own: what else happens in a region does not depend on it.
        var random = new Random(seed ^ 0x00D1_4EC7);
        var addresses = new Random(seed ^ 0x00AD_D4E5);
        var times = (random.Next(2) == 0 ? [] : Draw(random, 3, trouble)).Select(at => (At: at, IsAddress: false))
            .Concat((addresses.Next(4) > 0 ? [] : Draw(addresses, 2, trouble)).Select(at => (At: at, IsAddress: true)));
        var changes = new List<DirectoryChange>();
        var current = first;
        foreach (var (at, isAddress) in times.OrderBy(time => time.At))
        {
            if (isAddress)
            {
                current = Readdress(current, addresses);
            }
            else
            {
                current = random.Next(4) switch
                {
                    0 => Rehang(current, random),
                    1 => Dissolve(current, at, random),
                    _ => Move(current, random),
                };
            }

            changes.Add(new DirectoryChange(at, current));
        }

        return changes;
    }

    private static List<TimeSpan> Draw(Random random, int most, TimeSpan trouble) =>
        [.. Enumerable.Range(0, 1 + random.Next(most)).Select(_ => trouble * random.NextDouble() * 0.9).Order()];

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

    private static ExchangeDirectory Next(ExchangeDirectory before, IReadOnlyList<Organisation> organisations, IReadOnlyList<NodeEntry> nodes) => new()
    {
        Serial = before.Serial + 1,
        IssuedAt = before.IssuedAt,
        Expires = before.Expires,
        Keys = before.Keys,
        Organisations = organisations,
        Nodes = nodes,
    };
}
