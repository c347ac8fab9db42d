using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Sed.Exchange.Node.Papers;

/// <summary>
/// A font as a PDF carries it (ISO 32000-1 section 9.7): glyphs by their number, of the file only those that are used, and a table from glyphs back to characters, by which the
/// text can be searched and copied.
/// </summary>
/// <param name="face">The font.</param>
internal sealed class PdfFont(Typeface face)
{
    private const int LocalTableRow = 16;

    private static readonly string[] Tables = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly SortedDictionary<int, Rune> _used = [];

    /// <summary>The font.</summary>
    public Typeface Face => face;

    /// <summary>A text in glyph numbers, hexadecimal, and remembers that they are used.</summary>
    public string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = face.GlyphOf(rune);
            if (glyph != 0) _used.TryAdd(glyph, rune);
            encoded.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return encoded.ToString();
    }

    /// <summary>Widths of the glyphs used, as the array W has them, in thousandths of the size.</summary>
    public string Widths() => string.Join(' ', _used.Keys.Prepend(0).Distinct().Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph} [{Scaled(face.AdvanceOf(glyph))}]")));

    /// <summary>From glyphs to characters.</summary>
    public string ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            + "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var rows in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{rows.Length} beginbfchar\n");
            foreach (var (glyph, rune) in rows) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }

    /// <summary>The descriptor's numbers.</summary>
    public string Descriptor() => string.Create(
        CultureInfo.InvariantCulture,
        $"/FontBBox [{Scaled(face.Bounds.Left)} {Scaled(face.Bounds.Bottom)} {Scaled(face.Bounds.Right)} {Scaled(face.Bounds.Top)}] /Ascent {Scaled(face.Ascent)} /Descent {Scaled(face.Descent)} /CapHeight {Scaled(face.Ascent)} /ItalicAngle 0 /StemV 80 /Flags 4");

    /// <summary>The font file with the outlines of unused glyphs left out; the numbers stay.</summary>
    public byte[] Subset()
    {
        var kept = new HashSet<int>(_used.Keys) { 0 };
        for (var added = kept.ToList(); added.Count > 0;) added = [.. added.SelectMany(face.PartsOf).Where(kept.Add)];
        using var outlines = new MemoryStream();
        var places = new byte[(face.Glyphs + 1) * 4];
        for (var glyph = 0; glyph < face.Glyphs; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(glyph * 4), (int)outlines.Length);
            var (at, length) = face.PlaceOf(glyph);
            if (kept.Contains(glyph)) outlines.Write(face.Octets, at, length);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(face.Glyphs * 4), (int)outlines.Length);
        return Assemble(Tables.Where(tag => face.FindTable(tag) is not null).Select(tag => (tag, tag switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => places,
            "head" => WithLongOffsets(Octets(tag)),
            _ => Octets(tag),
        })).ToList());
    }

    private static byte[] Assemble(List<(string Tag, byte[] Octets)> tables)
    {
        using var file = new MemoryStream();
        var head = new byte[12 + (tables.Count * LocalTableRow)];
        var power = System.Numerics.BitOperations.Log2((uint)tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(6), (ushort)(LocalTableRow << power));
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(10), (ushort)((tables.Count * LocalTableRow) - (LocalTableRow << power)));
        var at = head.Length;
        for (var index = 0; index < tables.Count; index++)
        {
            var row = head.AsSpan(12 + (index * LocalTableRow));
            Encoding.ASCII.GetBytes(tables[index].Tag, row);
            BinaryPrimitives.WriteUInt32BigEndian(row[4..], Sum(tables[index].Octets));
            BinaryPrimitives.WriteInt32BigEndian(row[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(row[12..], tables[index].Octets.Length);
            at += (tables[index].Octets.Length + 3) / 4 * 4;
        }

        file.Write(head);
        foreach (var (_, octets) in tables)
        {
            file.Write(octets);
            while (file.Length % 4 != 0) file.WriteByte(0);
        }

        return file.ToArray();
    }

    private static uint Sum(byte[] octets)
    {
        var sum = 0u;
        for (var at = 0; at < octets.Length; at++) unchecked { sum += (uint)octets[at] << (24 - (8 * (at % 4))); }
        return sum;
    }

    private static byte[] WithLongOffsets(byte[] head)
    {
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private byte[] Octets(string tag)
    {
        var (offset, length) = face.FindTable(tag)!.Value;
        return face.Octets.AsSpan(offset, length).ToArray();
    }

    private int Scaled(int units) => (int)Math.Round(units * 1000.0 / face.UnitsPerEm);
}
