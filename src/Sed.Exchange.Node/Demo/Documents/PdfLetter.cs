using System.Globalization;
using System.Text;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>
/// Writes a letter of one page as PDF 1.4 (ISO 32000-1) by hand, so that the demo needs neither a library nor a font on the machine: text in the
/// codes of Windows-1251, in a typewriter face that every viewer has or replaces, with a ToUnicode map so that it can be searched and copied.
/// </summary>
internal static class PdfLetter
{
    private const int LineLength = 74;
    private const int Leading = 15;

    /// <summary>Writes the letter.</summary>
    /// <param name="paragraphs">Text; an empty one is an empty line.</param>
    /// <param name="attached">Octets to carry inside the file, as a scan would be; empty for none.</param>
    public static byte[] Write(IReadOnlyList<string> paragraphs, ReadOnlySpan<byte> attached = default)
    {
        var output = new MemoryStream(attached.Length + 8192);
        var offsets = new List<long>();
        Text(output, "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        Begin("<< /Type /Catalog /Pages 2 0 R >>");
        Begin("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Begin("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>");
        Stream(string.Empty, Encode(Page(paragraphs)));
        Begin("<< /Type /Font /Subtype /TrueType /BaseFont /CourierNew /FirstChar 32 /LastChar 255 /Widths ["
            + string.Join(' ', Enumerable.Repeat("600", 224))
            + "] /FontDescriptor 6 0 R /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [" + Differences() + "] >> /ToUnicode 7 0 R >>");
        Begin("<< /Type /FontDescriptor /FontName /CourierNew /Flags 33 /FontBBox [-122 -680 623 1021] /ItalicAngle 0 /Ascent 833 /Descent -300"
            + " /CapHeight 571 /StemV 51 /MissingWidth 600 >>");
        Stream(string.Empty, Encode(ToUnicode()));
        if (!attached.IsEmpty) Stream("/Type /EmbeddedFile ", attached);

        var table = output.Position;
        Text(output, string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) Text(output, string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        Text(output, string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return output.ToArray();

        void Begin(string body)
        {
            offsets.Add(output.Position);
            Text(output, string.Create(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n"));
        }

        void Stream(string keys, ReadOnlySpan<byte> content)
        {
            offsets.Add(output.Position);
            Text(output, string.Create(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n<< {keys}/Length {content.Length} >>\nstream\n"));
            output.Write(content);
            Text(output, "\nendstream\nendobj\n");
        }
    }

    private static string Page(IReadOnlyList<string> paragraphs)
    {
        var page = new StringBuilder("BT\n/F1 11 Tf\n");
        page.Append(CultureInfo.InvariantCulture, $"{Leading} TL\n56 780 Td\n");
        foreach (var line in paragraphs.SelectMany(Wrap))
        {
            page.Append('(').Append(line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal)).Append(") Tj T*\n");
        }

        return page.Append("ET").ToString();
    }

    private static IEnumerable<string> Wrap(string paragraph)
    {
        var line = new StringBuilder();
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > LineLength)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        yield return line.ToString();
    }

    // Names of the Adobe Glyph List; afii10023 (Ё) and afii10071 (ё) stand inside the alphabet there and outside it in Windows-1251.
    private static string Differences()
    {
        var names = new StringBuilder("151 /emdash 168 /afii10023 171 /guillemotleft 184 /afii10071 /afii61352 187 /guillemotright 192");
        for (var letter = 0; letter < 32; letter++) names.Append(CultureInfo.InvariantCulture, $" /afii{10017 + letter + (letter > 5 ? 1 : 0)}");
        for (var letter = 0; letter < 32; letter++) names.Append(CultureInfo.InvariantCulture, $" /afii{10065 + letter + (letter > 5 ? 1 : 0)}");
        return names.ToString();
    }

    private static string ToUnicode() => """
        /CIDInit /ProcSet findresource begin
        12 dict begin
        begincmap
        /CMapName /Windows1251 def
        /CMapType 2 def
        1 begincodespacerange
        <20> <FF>
        endcodespacerange
        5 beginbfchar
        <97> <2014>
        <A8> <0401>
        <AB> <00AB>
        <B8> <0451>
        <B9> <2116>
        endbfchar
        2 beginbfrange
        <20> <7E> <0020>
        <C0> <FF> <0410>
        endbfrange
        1 beginbfchar
        <BB> <00BB>
        endbfchar
        endcmap
        CMapName currentdict /CMap defineresource pop
        end
        end
        """;

    private static byte[] Encode(string text) => Array.ConvertAll(text.ToCharArray(), ToWindows1251);

    // The code page is not part of .NET without a package; a letter needs this much of it.
    private static byte ToWindows1251(char letter) => letter switch
    {
        <= '\u007e' => (byte)letter,
        >= 'А' and <= 'я' => (byte)(letter - 'А' + 0xc0),
        'Ё' => 0xa8,
        'ё' => 0xb8,
        '№' => 0xb9,
        '«' => 0xab,
        '»' => 0xbb,
        '—' => 0x97,
        _ => (byte)'?',
    };

    private static void Text(MemoryStream output, string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
