using System.Text;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// Recognises a file by its octets, and by its name where the octets may be damaged: a damaged container must be judged as one, not be sent back
/// as unknown.
/// </summary>
internal static class FileRecognition
{
    private const int Head = 4096;
    private const int NameAt = 30;

    public static FileKind? Recognise(string file)
    {
        var start = ReadStart(file);
        var text = Encoding.Latin1.GetString(start);
        var ending = Path.GetExtension(file).ToLowerInvariant();
        var isZip = start is [0x50, 0x4B, ..];
        if (isZip && ArchiveLook.Recognise(file) is { } known) return known;
        if (ending == ".asice" || HasType(text, "application/vnd.etsi.asic-e+zip")) return FileKind.Container;
        if (ending == ".asics" || HasType(text, "application/vnd.etsi.asic-s+zip"))
        {
            return text.Contains("directory.xml", StringComparison.Ordinal) ? FileKind.Directory : FileKind.Receipt;
        }

        if (isZip && (ending == ".zip" || text.Contains("container.asice", StringComparison.Ordinal))) return FileKind.Evidence;
        if (IsCms(start, text, ending)) return FileKind.Cms;
        if (isZip) return FileKind.ForeignContainer;
        // With the marks of UTF-8 and UTF-16 before it, and the zeros between its letters.
        return text.TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', '\0', ' ', '\r', '\n', '\t').StartsWith('<') ? FileKind.Xml : null;
    }

    // An ASiC file begins with the entry "mimetype", stored: name and content stand at fixed places (ETSI EN 319 162-1 annex A.1).
    private static bool HasType(string text, string type) =>
        text.Length > NameAt && text.AsSpan(NameAt).StartsWith("mimetype" + type, StringComparison.Ordinal);

    // DER or BER SEQUENCE, PEM, or bare base64 of a SEQUENCE.
    private static bool IsCms(byte[] start, string text, string ending) =>
        ending is ".sig" or ".p7s" or ".sgn" or ".p7m" or ".tst" or ".tsr"
        || start is [0x30, 0x80 or 0x81 or 0x82 or 0x83 or 0x84, ..]
        || HasBlock(text, "-----BEGIN CMS")
        || HasBlock(text, "-----BEGIN PKCS7")
        || (text.StartsWith("MI", StringComparison.Ordinal) && text.AsSpan(0, Math.Min(64, text.Length)).IndexOfAnyExcept(Base64) < 0);

    // RFC 7468 section 2: there may be text before it.
    private static bool HasBlock(string text, string begin) => text.StartsWith(begin, StringComparison.Ordinal) || text.Contains("\n" + begin, StringComparison.Ordinal);

    private static readonly System.Buffers.SearchValues<char> Base64 =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n");

    private static byte[] ReadStart(string file)
    {
        using var octets = File.OpenRead(file);
        var start = new byte[Head];
        return start[..octets.ReadAtLeast(start, Head, throwOnEndOfStream: false)];
    }
}
