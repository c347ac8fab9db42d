using System.Buffers.Binary;
using System.Text;

namespace Sed.Exchange.Node.Papers;

/// <summary>
/// A TrueType font that the program carries (DejaVu Sans Condensed: Latin, Cyrillic and signs under one free licence), as far as drawing and embedding need it. Nothing of the machine is
/// used: no installed fonts, no native library, so that a paper is the same octets everywhere.
/// </summary>
internal sealed class Typeface
{
    private const int SimpleGlyphHead = 10;
    private const int DeepestComposite = 4;

    private static readonly Lazy<Typeface> RegularFace = new(() => Load("DejaVuSansCondensed"));
    private static readonly Lazy<Typeface> BoldFace = new(() => Load("DejaVuSansCondensed-Bold"));

    private readonly Dictionary<string, (int Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly int _metrics;
    private readonly bool _hasLongOffsets;

    private Typeface(string name, byte[] octets)
    {
        (Name, Octets) = (name, octets);
        var count = U16(4);
        for (var index = 0; index < count; index++)
        {
            var row = 12 + (index * 16);
            _tables[Encoding.ASCII.GetString(octets, row, 4)] = (S32(row + 8), S32(row + 12));
        }

        var head = Table("head");
        UnitsPerEm = U16(head + 18);
        Bounds = (S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42));
        _hasLongOffsets = S16(head + 50) == 1;
        Ascent = S16(Table("hhea") + 4);
        Descent = S16(Table("hhea") + 6);
        _metrics = U16(Table("hhea") + 34);
        Glyphs = U16(Table("maxp") + 4);
        Characters = ReadCharacters();
    }

    /// <summary>The usual face.</summary>
    public static Typeface Regular => RegularFace.Value;

    /// <summary>The bold one.</summary>
    public static Typeface Bold => BoldFace.Value;

    /// <summary>Its name, as in PostScript.</summary>
    public string Name { get; }

    /// <summary>The font file.</summary>
    public byte[] Octets { get; }

    /// <summary>Units of the design to the em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>How far it rises above the line, in units.</summary>
    public int Ascent { get; }

    /// <summary>How far it falls below, negative, in units.</summary>
    public int Descent { get; }

    /// <summary>The box that holds every glyph, in units: left, bottom, right, top.</summary>
    public (int Left, int Bottom, int Right, int Top) Bounds { get; }

    /// <summary>How many glyphs there are.</summary>
    public int Glyphs { get; }

    private IReadOnlyDictionary<int, int> Characters { get; }

    /// <summary>The glyph of a character; 0, an empty box, for one that the font does not have.</summary>
    public int GlyphOf(Rune character) => Characters.GetValueOrDefault(character.Value);

    /// <summary>How far a glyph moves on, in units.</summary>
    public int AdvanceOf(int glyph) => U16(Table("hmtx") + (Math.Min(glyph, _metrics - 1) * 4));

    /// <summary>The width of a text at a size.</summary>
    public double Measure(string text, double size) => text.EnumerateRunes().Sum(character => AdvanceOf(GlyphOf(character))) * size / UnitsPerEm;

    /// <summary>The contours of a glyph in units, closed, curves made into short lines.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Outline(int glyph)
    {
        var contours = new List<IReadOnlyList<(double X, double Y)>>();
        AddOutline(glyph, 0, 0, contours, DeepestComposite);
        return contours;
    }

    /// <summary>Where a table lies in the file, and its length; null: the font has none.</summary>
    public (int Offset, int Length)? FindTable(string tag) => _tables.TryGetValue(tag, out var place) ? place : null;

    /// <summary>Where a glyph's outline lies in the file, and its length; 0 for one without.</summary>
    public (int Offset, int Length) PlaceOf(int glyph)
    {
        var loca = Table("loca");
        var (from, to) = _hasLongOffsets ? (S32(loca + (glyph * 4)), S32(loca + (glyph * 4) + 4)) : (U16(loca + (glyph * 2)) * 2, U16(loca + (glyph * 2) + 2) * 2);
        return (Table("glyf") + from, to - from);
    }

    /// <summary>The glyphs that a composite one is made of.</summary>
    public IEnumerable<int> PartsOf(int glyph) => Components(glyph).Select(component => component.Glyph);

    private static Typeface Load(string name)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream($"fonts/{name}.ttf") ?? throw new InvalidOperationException($"fonts/{name}.ttf is not embedded.");
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return new Typeface(name, octets);
    }

    // Only the format of the basic plane (4): signs beyond it are drawn as boxes.
    private Dictionary<int, int> ReadCharacters()
    {
        var cmap = Table("cmap");
        var table = Enumerable.Range(0, U16(cmap + 2))
            .Select(index => cmap + 4 + (index * 8))
            .Where(row => U16(row) == 3 && U16(row + 2) == 1)
            .Select(row => cmap + S32(row + 4))
            .First(at => U16(at) == 4);
        var (segments, characters) = (U16(table + 6) / 2, new Dictionary<int, int>());
        for (var segment = 0; segment < segments; segment++)
        {
            var end = U16(table + 14 + (segment * 2));
            var start = U16(table + 16 + ((segments + segment) * 2));
            var delta = U16(table + 16 + (((2 * segments) + segment) * 2));
            var rangeAt = table + 16 + (((3 * segments) + segment) * 2);
            for (var character = start; character <= end && character != 0xFFFF; character++)
            {
                var found = U16(rangeAt) == 0 ? character : U16(rangeAt + U16(rangeAt) + ((character - start) * 2));
                if (found != 0) characters[character] = (found + delta) & 0xFFFF;
            }
        }

        return characters;
    }

    private void AddOutline(int glyph, double dx, double dy, List<IReadOnlyList<(double X, double Y)>> contours, int depth)
    {
        var (at, length) = PlaceOf(glyph);
        if (length == 0) return;
        if (S16(at) < 0)
        {
            if (depth == 0) return;
            foreach (var (part, x, y) in Components(glyph)) AddOutline(part, dx + x, dy + y, contours, depth - 1);
            return;
        }

        foreach (var contour in ReadContours(at)) contours.Add(Flatten(contour.Select(point => (point.X + dx, point.Y + dy, point.IsOn)).ToList()));
    }

    private IEnumerable<(int Glyph, int X, int Y)> Components(int glyph)
    {
        const int areWords = 1, areOffsets = 2, hasScale = 8, hasMore = 32, hasTwoScales = 64, hasMatrix = 128;
        var (at, length) = PlaceOf(glyph);
        if (length == 0 || S16(at) >= 0) yield break;
        for (at += SimpleGlyphHead; ;)
        {
            var (flags, part) = (U16(at), U16(at + 2));
            var isWords = (flags & areWords) != 0;
            var (x, y) = isWords ? (S16(at + 4), S16(at + 6)) : ((sbyte)Octets[at + 4], (sbyte)Octets[at + 5]);
            yield return (flags & areOffsets) != 0 ? (part, x, y) : (part, 0, 0);
            at += (isWords ? 8 : 6) + ((flags & hasScale) != 0 ? 2 : (flags & hasTwoScales) != 0 ? 4 : (flags & hasMatrix) != 0 ? 8 : 0);
            if ((flags & hasMore) == 0) yield break;
        }
    }

    private List<List<(double X, double Y, bool IsOn)>> ReadContours(int at)
    {
        const int isOn = 1, isShortX = 2, isShortY = 4, repeats = 8, isSameX = 16, isSameY = 32;
        int contours = S16(at);
        var ends = Enumerable.Range(0, contours).Select(index => U16(at + SimpleGlyphHead + (index * 2))).ToList();
        var points = ends.Count == 0 ? 0 : ends[^1] + 1;
        at += SimpleGlyphHead + (contours * 2);
        at += 2 + U16(at);
        var flags = new List<int>();
        while (flags.Count < points)
        {
            int flag = Octets[at++];
            flags.AddRange(Enumerable.Repeat(flag, (flag & repeats) != 0 ? 1 + Octets[at++] : 1));
        }

        var xs = Coordinates(isShortX, isSameX);
        var ys = Coordinates(isShortY, isSameY);
        var first = 0;
        return ends.ConvertAll(end =>
        {
            var contour = Enumerable.Range(first, end - first + 1).Select(point => ((double)xs[point], (double)ys[point], (flags[point] & isOn) != 0)).ToList();
            first = end + 1;
            return contour;
        });

        List<int> Coordinates(int isShort, int isSame)
        {
            var value = 0;
            var values = new List<int>(points);
            foreach (var flag in flags.Take(points))
            {
                if ((flag & isShort) != 0)
                {
                    value += (flag & isSame) != 0 ? Octets[at] : -Octets[at];
                    at++;
                }
                else if ((flag & isSame) == 0)
                {
                    value += S16(at);
                    at += 2;
                }

                values.Add(value);
            }

            return values;
        }
    }

    // Between two points off the curve lies one on it, halfway.
    private static List<(double X, double Y)> Flatten(List<(double X, double Y, bool IsOn)> points)
    {
        const int steps = 6;
        var start = points.FindIndex(point => point.IsOn);
        List<(double X, double Y, bool IsOn)> whole = start >= 0
            ? [.. points.Skip(start), .. points.Take(start)]
            : [((points[0].X + points[^1].X) / 2, (points[0].Y + points[^1].Y) / 2, true), .. points];
        var lines = new List<(double X, double Y)> { (whole[0].X, whole[0].Y) };
        for (var index = 1; index <= whole.Count; index++)
        {
            var point = whole[index % whole.Count];
            if (point.IsOn)
            {
                lines.Add((point.X, point.Y));
                continue;
            }

            var next = whole[(index + 1) % whole.Count];
            var to = next.IsOn ? (next.X, next.Y) : ((point.X + next.X) / 2, (point.Y + next.Y) / 2);
            var from = lines[^1];
            for (var step = 1; step <= steps; step++)
            {
                var (t, rest) = ((double)step / steps, 1 - ((double)step / steps));
                lines.Add(((rest * rest * from.X) + (2 * rest * t * point.X) + (t * t * to.Item1), (rest * rest * from.Y) + (2 * rest * t * point.Y) + (t * t * to.Item2)));
            }

            if (next.IsOn) index++;
        }

        return lines;
    }

    private int Table(string tag) => _tables[tag].Offset;

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Octets.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(Octets.AsSpan(at));

    private int S32(int at) => BinaryPrimitives.ReadInt32BigEndian(Octets.AsSpan(at));
}
