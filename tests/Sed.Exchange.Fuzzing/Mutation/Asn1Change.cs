namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>Changes values of BER; the lengths around them stay right, unless they are what is changed.</summary>
internal static class Asn1Change
{
    private static readonly byte[][] Tags =
        [[0x01], [0x02], [0x03], [0x04], [0x05], [0x06], [0x0A], [0x0C], [0x13], [0x16], [0x17], [0x18], [0x1E], [0x24], [0x30], [0x31], [0x80], [0x81], [0xA0], [0xA1], [0xA2], [0xA3], [0x1F, 0x81, 0x00], [0xBF, 0xFF, 0x7F]];

    private static readonly byte[][] Lengths =
        [[0x80], [0x00], [0x7F], [0x81, 0x05], [0x82, 0xFF, 0xFF], [0x84, 0x7F, 0xFF, 0xFF, 0xFF], [0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x88, 0, 0, 0, 0, 0, 0, 0, 4], [0xFF]];

    private static readonly byte[][] Numbers = [[], [0], [0, 0, 1], [0x80], [0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0x80, 0, 0, 0], [0x80, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]];

    private static readonly byte[][] Times =
        ["500101000000Z"u8.ToArray(), "491231235959Z"u8.ToArray(), "99991231235959Z"u8.ToArray(), "00010101000000Z"u8.ToArray(), "20260601120000.9999999999Z"u8.ToArray(), "20260601120000+2400"u8.ToArray(), "20260230120000Z"u8.ToArray()];

    /// <summary>Null: these are no values.</summary>
    public static byte[]? Of(byte[] octets, byte[] other, Random chance, int depth)
    {
        if (Asn1Node.ReadAll(octets) is not { Count: > 0 } roots) return null;
        var places = new List<(List<Asn1Node> Siblings, int Index)>();
        Collect(roots, places);
        var (siblings, index) = places[chance.Next(places.Count)];
        Apply(siblings, index, places, other, chance, depth);
        return Asn1Node.Write(roots);
    }

    private static void Apply(List<Asn1Node> siblings, int index, List<(List<Asn1Node> Siblings, int Index)> places, byte[] other, Random chance, int depth)
    {
        var node = siblings[index];
        switch (chance.Next(13))
        {
            case 0 or 1 or 2:
                ChangeContent(node, other, chance, depth);
                break;
            case 3:
                node.Tag = chance.Next(3) == 0 ? [(byte)(node.Tag[0] ^ 0x20), .. node.Tag.AsSpan(1)] : Tags[chance.Next(Tags.Length)];
                break;
            case 4:
                ChangeLength(node, chance);
                break;
            case 5:
                siblings.Insert(chance.Next(siblings.Count + 1), node.Copy());
                break;
            case 6:
                siblings.RemoveAt(index);
                break;
            case 7:
                var (others, place) = places[chance.Next(places.Count)];
                if (others != siblings) (siblings[index], others[place]) = (others[place].Copy(), node.Copy());
                else (siblings[index], siblings[place]) = (siblings[place], node);
                break;
            case 8:
                siblings[index] = Foreign(other, chance) ?? node;
                break;
            case 9:
                siblings.Insert(index, Foreign(other, chance) ?? node.Copy());
                break;
            case 10:
                siblings[index] = Wrap(node, chance);
                break;
            case 11:
                // Many of one kind: what is compared with each other becomes slow.
                for (var count = 1 << chance.Next(10); count > 0; count--) siblings.Insert(index, node.Copy());
                break;
            default:
                Split(node, chance);
                break;
        }
    }

    private static void ChangeContent(Asn1Node node, byte[] other, Random chance, int depth)
    {
        if (node.Children is { } children)
        {
            if (chance.Next(2) == 0) children.Reverse();
            else children.Clear();
            return;
        }

        node.Content = node.Universal switch
        {
            2 or 10 when chance.Next(2) == 0 => Numbers[chance.Next(Numbers.Length)],
            2 or 6 or 13 when chance.Next(8) == 0 => [1, .. Enumerable.Repeat((byte)0x81, 1 << chance.Next(14)), 1],
            23 or 24 when chance.Next(2) == 0 => Times[chance.Next(Times.Length)],
            6 when Foreign(other, chance) is { Universal: 6 } oid => oid.Content,
            1 => [chance.Next(2) == 0 ? (byte)0 : (byte)1],
            _ => Mutant.Change(node.Content, other, chance, depth + 1),
        };
    }

    private static void ChangeLength(Asn1Node node, Random chance)
    {
        switch (chance.Next(4))
        {
            case 0:
                (node.Length, node.After) = ([0x80], [0, 0]);
                break;
            case 1:
                // Right, with zeros in front.
                var length = Asn1Node.Write([new Asn1Node { Tag = [], Length = [], Content = node.Content, Children = node.Children, Before = node.Before }]).Length;
                node.Length = [0x84, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
                break;
            default:
                node.Length = Lengths[chance.Next(Lengths.Length)];
                break;
        }
    }

    private static Asn1Node Wrap(Asn1Node node, Random chance)
    {
        var tag = Tags[chance.Next(Tags.Length)];
        for (var count = chance.Next(6) == 0 ? 1 << chance.Next(13) : 1; count > 0; count--)
            node = count > 40 ? new Asn1Node { Tag = tag, Content = Asn1Node.Write([node]) } : new Asn1Node { Tag = tag, Children = [node] };
        return node;
    }

    // A string in pieces, as BER allows.
    private static void Split(Asn1Node node, Random chance)
    {
        if (node.Children is not null || node.Content.Length < 2) return;
        var at = chance.Next(node.Content.Length);
        node.Children = [new Asn1Node { Tag = node.Tag, Content = node.Content[..at] }, new Asn1Node { Tag = node.Tag, Content = node.Content[at..] }];
        node.Tag = [(byte)(node.Tag[0] | 0x20), .. node.Tag.AsSpan(1)];
    }

    private static Asn1Node? Foreign(byte[] other, Random chance)
    {
        if (Asn1Node.ReadAll(other) is not { Count: > 0 } roots) return null;
        var places = new List<(List<Asn1Node> Siblings, int Index)>();
        Collect(roots, places);
        var (siblings, index) = places[chance.Next(places.Count)];
        return siblings[index];
    }

    private static void Collect(List<Asn1Node> nodes, List<(List<Asn1Node> Siblings, int Index)> places)
    {
        for (var index = 0; index < nodes.Count; index++)
        {
            places.Add((nodes, index));
            if (nodes[index].Children is { } children) Collect(children, places);
        }
    }
}
