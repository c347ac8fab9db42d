using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Signatures;

/// <summary>Every value of a CMS is taken out, doubled, moved and replaced in turn: whatever passes still has the content that was signed.</summary>
public class StructureTests
{
    private static bool IsLong => Environment.GetEnvironmentVariable("SEDX_LONG") == "1";

    private static readonly byte[] Content = "content"u8.ToArray();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_other_structure_passes_with_another_content(bool attached)
    {
        var right = CadesTests.Foreign(attached, signers: 2).GetEncoded("DER");
        Assert.Equal(VerdictResult.Passed, Judge(right, attached ? null : Content).First());
        var count = Tree(right).Flat().Count();
        for (var index = 1; index < count; index++)
        {
            for (var way = 0; way < Changes.Length; way++)
            {
                // A third of the ways for each value, another third for the next; all of them take longer than a hermetic test may.
                if (!IsLong && (index + way) % 3 != 0) continue;
                var change = Changes[way];
                var tree = Tree(right);
                var (parent, position) = tree.Flat().ElementAt(index);
                change(parent!, position);
                var octets = tree.Encode();
                var passes = Judge(octets, attached ? null : Content).All(result => result == VerdictResult.Passed);
                Assert.True(!passes || !attached || octets.AsSpan().IndexOf(Signed) >= 0, $"value {index}");
                if (!attached) Assert.DoesNotContain(VerdictResult.Passed, Judge(octets, "another"u8.ToArray()));
            }
        }
    }

    // encapContentInfo as it stands: data, and exactly the one content.
    private static readonly byte[] Signed = [0x30, 22, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1, 0xA0, 9, 4, 7, .. "content"u8];

    private static readonly Action<Value, int>[] Changes =
    [
        (parent, index) => parent.Children!.RemoveAt(index),
        (parent, index) => parent.Children!.Insert(index, parent.Children[index].Copy()),
        (parent, index) => parent.Children!.Insert(index + 1, new Value(4) { Octets = "another"u8.ToArray() }),
        (parent, index) => parent.Children!.Insert(index, new Value(4) { Octets = "another"u8.ToArray() }),
        (parent, index) => parent.Children![index] = new Value(4) { Octets = "another"u8.ToArray() },
        (parent, index) => parent.Children!.Reverse(),
        (parent, index) => parent.Children![index].Tag ^= 1,
        (parent, index) => parent.Children![index].Tag ^= 0x20,
        (parent, index) => parent.Children![index].Empty(),
    ];

    private static IEnumerable<VerdictResult> Judge(byte[] octets, byte[]? content) => DocumentSignature.Verify(
        content is null ? null : new MemoryStream(content), octets, "s", "f", new PathQuestion { At = Authorities.Noon, IsAsked = false }).Select(verdict => verdict.Result);

    private static Value Tree(ReadOnlySpan<byte> octets) => Value.Read(ref octets);

    /// <summary>A DER value with those inside of it.</summary>
    private sealed class Value(byte tag)
    {
        public byte Tag { get; set; } = tag;

        public byte[] Octets { get; set; } = [];

        public List<Value>? Children { get; private set; }

        public static Value Read(ref ReadOnlySpan<byte> octets)
        {
            var value = new Value(octets[0]);
            int length = octets[1], start = 2;
            if (length > 0x80)
            {
                start += length - 0x80;
                length = 0;
                foreach (var octet in octets[2..start]) length = (length << 8) | octet;
            }

            var inner = octets.Slice(start, length);
            octets = octets[(start + length)..];
            if ((value.Tag & 0x20) == 0)
            {
                value.Octets = inner.ToArray();
                return value;
            }

            value.Children = [];
            while (inner.Length > 0) value.Children.Add(Read(ref inner));
            return value;
        }

        public Value Copy() => new(Tag) { Octets = Octets, Children = Children?.ConvertAll(child => child.Copy()) };

        public void Empty()
        {
            Octets = [];
            Children?.Clear();
        }

        public byte[] Encode()
        {
            var inner = Children is null ? Octets : [.. Children.SelectMany(child => child.Encode())];
            byte[] length = inner.Length < 0x80 ? [(byte)inner.Length] : inner.Length < 0x100 ? [0x81, (byte)inner.Length] : [0x82, (byte)(inner.Length >> 8), (byte)inner.Length];
            return [Tag, .. length, .. inner];
        }

        /// <summary>Every value with the one it is in, the outermost first.</summary>
        public IEnumerable<(Value? Parent, int Index)> Flat()
        {
            yield return (null, 0);
            for (var index = 0; index < Children?.Count; index++)
            {
                yield return (this, index);
                foreach (var inner in Children[index].Flat().Skip(1)) yield return inner;
            }
        }
    }
}
