using System.Text;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// The <c>Content-Disposition</c> of a part (RFC 7578, RFC 6266, RFC 8187). The framework's reader is not used for names: it decodes MIME words,
/// and the names of a package are kept as they are.
/// </summary>
/// <param name="Name">Name of the field.</param>
/// <param name="FileName">Name of the file: <c>filename*</c> when it is there and well-formed, else <c>filename</c>; null when there is none.</param>
internal sealed record ContentDisposition(string? Name, string? FileName)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the header; null when it is not <c>form-data</c> or malformed.</summary>
    public static ContentDisposition? Parse(string? header)
    {
        if (header is null) return null;
        var parts = Split(header);
        if (parts is null || !parts[0].Trim().Equals("form-data", StringComparison.OrdinalIgnoreCase)) return null;
        string? name = null;
        string? plain = null;
        string? extended = null;
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) return null;
            var value = part[(equals + 1)..].Trim();
            switch (part[..equals].Trim().ToLowerInvariant())
            {
                case "name":
                    name = Unquote(value);
                    break;
                case "filename":
                    plain = Unquote(value);
                    break;
                case "filename*":
                    extended = DecodeExtended(value);
                    // A name that claims UTF-8 and is none must not be replaced by another one silently.
                    if (extended is null) return null;
                    break;
            }
        }

        return new ContentDisposition(name, extended ?? plain);
    }

    // At semicolons outside quotes; null when a quote is not closed.
    private static List<string>? Split(string header)
    {
        var parts = new List<string>();
        var current = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < header.Length; index++)
        {
            var letter = header[index];
            if (quoted && letter == '\\' && index + 1 < header.Length && header[index + 1] is '"' or '\\')
            {
                current.Append(letter).Append(header[++index]);
                continue;
            }

            if (letter == '"') quoted = !quoted;
            if (letter == ';' && !quoted)
            {
                parts.Add(current.ToString());
                current.Clear();
            }
            else
            {
                current.Append(letter);
            }
        }

        parts.Add(current.ToString());
        return quoted ? null : parts;
    }

    private static string Unquote(string value)
    {
        if (value is not ['"', .. var inner, '"']) return value;
        var text = new StringBuilder(inner.Length);
        for (var index = 0; index < inner.Length; index++)
        {
            if (inner[index] == '\\' && index + 1 < inner.Length && inner[index + 1] is '"' or '\\') index++;
            text.Append(inner[index]);
        }

        return text.ToString();
    }

    private static string? DecodeExtended(string value)
    {
        var marks = value.Split('\'', 3);
        if (marks.Length != 3 || !marks[0].Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
        var octets = new List<byte>(marks[2].Length);
        for (var index = 0; index < marks[2].Length; index++)
        {
            var letter = marks[2][index];
            if (letter != '%')
            {
                if (!char.IsAscii(letter)) return null;
                octets.Add((byte)letter);
                continue;
            }

            if (index + 2 >= marks[2].Length || !char.IsAsciiHexDigit(marks[2][index + 1]) || !char.IsAsciiHexDigit(marks[2][index + 2])) return null;
            octets.Add(Convert.ToByte(marks[2].Substring(index + 1, 2), 16));
            index += 2;
        }

        try
        {
            return StrictUtf8.GetString([.. octets]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
