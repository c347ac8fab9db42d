using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>The blocks of a PEM file (RFC 7468).</summary>
internal static class PemBlocks
{
    /// <summary>The contents of the blocks with one of these labels, in order; other text is skipped.</summary>
    public static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> file, params ReadOnlySpan<string> labels)
    {
        var blocks = new List<byte[]>();
        ReadOnlySpan<char> text = Encoding.Latin1.GetString(file);
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (labels.Contains(text[fields.Label].ToString())) blocks.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            text = text[fields.Location.End..];
        }

        return blocks;
    }
}
