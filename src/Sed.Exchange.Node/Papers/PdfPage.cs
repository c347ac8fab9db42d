using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Node.Papers;

/// <summary>
/// One page of A4 as a PDF 1.7 file: texts and lines, fonts inside, text that can be searched. Times and identity come from what is written, so that the same content is the same octets.
/// Lengths in points, from the upper left corner.
/// </summary>
internal sealed class PdfPage
{
    /// <summary>Width of the page.</summary>
    public const double Width = 595.28;

    /// <summary>Height of the page.</summary>
    public const double Height = 841.89;

    private readonly StringBuilder _content = new();
    private readonly PdfFont _regular = new(Typeface.Regular);
    private readonly PdfFont _bold = new(Typeface.Bold);

    /// <summary>Draws a text whose line stands at <paramref name="y"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isBold">The bold face.</param>
    /// <param name="size">Size.</param>
    /// <param name="x">From the left.</param>
    /// <param name="y">From above.</param>
    /// <param name="grey">0 black to 1 white.</param>
    public void Text(string text, bool isBold, double size, double x, double y, double grey = 0) =>
        _content.Append(CultureInfo.InvariantCulture, $"BT /{(isBold ? "B" : "R")} {size:0.##} Tf {grey:0.##} g {x:0.##} {Height - y:0.##} Td <{(isBold ? _bold : _regular).Encode(text)}> Tj ET\n");

    /// <summary>A thin line across.</summary>
    public void Rule(double left, double right, double y) =>
        _content.Append(CultureInfo.InvariantCulture, $"0.7 G 0.5 w {left:0.##} {Height - y:0.##} m {right:0.##} {Height - y:0.##} l S\n");

    /// <summary>The file.</summary>
    /// <param name="title">Title of the document.</param>
    /// <param name="producer">The program and its version.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="language">Language of its text.</param>
    public byte[] Write(string title, string producer, DateTimeOffset at, string language)
    {
        List<byte[]> objects =
        [
            Plain($"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) /ViewerPreferences << /DisplayDocTitle true >> >>"),
            Plain("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            Plain(string.Create(CultureInfo.InvariantCulture, $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Contents 4 0 R /Resources << /Font << /R 6 0 R /B 11 0 R >> >> >>")),
            Packed(Encoding.ASCII.GetBytes(_content.ToString()), string.Empty),
            Plain($"<< /Title {Hex(title)} /Producer {Hex(producer)} /CreationDate (D:{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z) >>"),
            .. Font(_regular, 6),
            .. Font(_bold, 11),
        ];
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        var places = new List<long>();
        for (var index = 0; index < objects.Count; index++)
        {
            places.Add(file.Length);
            file.Write(Plain($"{index + 1} 0 obj\n"));
            file.Write(objects[index]);
            file.Write("\nendobj\n"u8);
        }

        var identity = Convert.ToHexString(SHA256.HashData(file.ToArray()).AsSpan(0, 16));
        var start = file.Length;
        file.Write(Plain($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in places) file.Write(Plain($"{place.ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n"));
        file.Write(Plain($"trailer << /Size {objects.Count + 1} /Root 1 0 R /Info 5 0 R /ID [<{identity}> <{identity}>] >>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }

    // Five objects, the first of which the page refers to.
    private static IEnumerable<byte[]> Font(PdfFont font, int first)
    {
        // A subset's name has a prefix of its own; there is one of each face in a file.
        var name = $"SEDXAA+{font.Face.Name}";
        var file = font.Subset();
        yield return Plain($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R >>");
        yield return Plain(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor {first + 2} 0 R /W [{font.Widths()}] >>");
        yield return Plain($"<< /Type /FontDescriptor /FontName /{name} {font.Descriptor()} /FontFile2 {first + 3} 0 R >>");
        yield return Packed(file, $" /Length1 {file.Length}");
        yield return Packed(Encoding.ASCII.GetBytes(font.ToUnicode()), string.Empty);
    }

    private static byte[] Packed(byte[] octets, string more)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(octets);
        return [.. Plain($"<< /Length {packed.Length} /Filter /FlateDecode{more} >>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8];
    }

    private static string Hex(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static byte[] Plain(string text) => Encoding.ASCII.GetBytes(text);
}
