namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>One value of BER, read without asking whether it is right, and written with whatever was changed.</summary>
internal sealed class Asn1Node
{
    private const int Deepest = 48;

    /// <summary>Octets of the tag.</summary>
    public required byte[] Tag { get; set; }

    /// <summary>Content when there are no <see cref="Children"/>.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>Values inside, also of an OCTET STRING or BIT STRING that holds some; null: bare content.</summary>
    public List<Asn1Node>? Children { get; set; }

    /// <summary>Octets before the children: the unused bits of a BIT STRING.</summary>
    public byte[] Before { get; set; } = [];

    /// <summary>Octets of a length that is not the right one; null: the right one in DER.</summary>
    public byte[]? Length { get; set; }

    /// <summary>Octets after the content: the end of an indefinite length.</summary>
    public byte[] After { get; set; } = [];

    /// <summary>Number of the tag in the universal class, or -1.</summary>
    public int Universal => Tag is [var one] && (one & 0xC0) == 0 ? one & 0x1F : -1;

    /// <summary>Reads values that fill the octets; null: they do not.</summary>
    public static List<Asn1Node>? ReadAll(ReadOnlySpan<byte> octets, int depth = 0)
    {
        var nodes = new List<Asn1Node>();
        while (!octets.IsEmpty)
        {
            if (Read(octets, depth, out var length) is not { } node) return null;
            nodes.Add(node);
            octets = octets[length..];
        }

        return nodes;
    }

    /// <summary>The values, written.</summary>
    public static byte[] Write(IEnumerable<Asn1Node> nodes)
    {
        using var output = new MemoryStream();
        foreach (var node in nodes) node.Write(output);
        return output.ToArray();
    }

    /// <summary>A copy that shares nothing.</summary>
    public Asn1Node Copy() => new() { Tag = Tag, Content = Content, Children = Children?.ConvertAll(child => child.Copy()), Before = Before, Length = Length, After = After };

    private void Write(Stream output)
    {
        var content = Children is null ? Content : [.. Before, .. Write(Children)];
        output.Write(Tag);
        output.Write(Length ?? Right(content.Length));
        output.Write(content);
        output.Write(After);
    }

    /// <summary>The one encoding of a length that DER allows.</summary>
    public static byte[] Right(int length) => length switch
    {
        < 0x80 => [(byte)length],
        < 0x100 => [0x81, (byte)length],
        < 0x10000 => [0x82, (byte)(length >> 8), (byte)length],
        _ => [0x83, (byte)(length >> 16), (byte)(length >> 8), (byte)length],
    };

    private static Asn1Node? Read(ReadOnlySpan<byte> octets, int depth, out int length)
    {
        length = 0;
        if (depth > Deepest) return null;
        var at = 1;
        if ((octets[0] & 0x1F) == 0x1F)
        {
            while (at < octets.Length && octets[at] >= 0x80) at++;
            at++;
        }

        if (at >= octets.Length) return null;
        var tag = octets[..at].ToArray();
        int first = octets[at++];
        if (first == 0x80) return ReadIndefinite(tag, octets, at, depth, out length);
        var size = first;
        if (first > 0x80)
        {
            if (first > 0x84 || at + first - 0x80 > octets.Length) return null;
            for (size = 0, first -= 0x80; first > 0; first--) size = (size << 8) | octets[at++];
        }

        if (size < 0 || size > octets.Length - at) return null;
        length = at + size;
        return Inside(tag, octets.Slice(at, size), depth);
    }

    private static Asn1Node? ReadIndefinite(byte[] tag, ReadOnlySpan<byte> octets, int at, int depth, out int length)
    {
        length = 0;
        var children = new List<Asn1Node>();
        while (at + 1 < octets.Length && (octets[at] != 0 || octets[at + 1] != 0))
        {
            if (Read(octets[at..], depth + 1, out var inner) is not { } child) return null;
            children.Add(child);
            at += inner;
        }

        if (at + 2 > octets.Length) return null;
        length = at + 2;
        return new Asn1Node { Tag = tag, Children = children, Length = [0x80], After = [0, 0] };
    }

    private static Asn1Node Inside(byte[] tag, ReadOnlySpan<byte> content, int depth)
    {
        if ((tag[0] & 0x20) != 0 && ReadAll(content, depth + 1) is { } children) return new Asn1Node { Tag = tag, Children = children };
        // Only structures count: any short text can be taken for a value.
        if (tag is [4] && content.Length > 4 && content[0] is 0x30 && ReadAll(content, depth + 1) is { } octets) return new Asn1Node { Tag = tag, Children = octets };
        if (tag is [3] && content.Length > 5 && content[0] == 0 && content[1] is 0x30 && ReadAll(content[1..], depth + 1) is { } bits) return new Asn1Node { Tag = tag, Children = bits, Before = [0] };
        return new Asn1Node { Tag = tag, Content = content.ToArray() };
    }
}
