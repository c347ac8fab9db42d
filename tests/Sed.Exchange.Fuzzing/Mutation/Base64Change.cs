using System.Buffers;
using System.Text;

namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>Changes what base64 holds, and writes base64 again.</summary>
internal static class Base64Change
{
    private const int Shortest = 16;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \r\n\t"u8);

    /// <summary>True for enough letters of base64 and nothing else but white space and lines of PEM.</summary>
    public static bool IsBase64(ReadOnlySpan<byte> octets) => octets.Length >= Shortest && (octets.StartsWith("-----BEGIN"u8) || !octets.ContainsAnyExcept(Letters));

    /// <summary>Null: it is no base64 after all.</summary>
    public static byte[]? Of(byte[] octets, byte[] other, Random chance, int depth)
    {
        var text = Encoding.Latin1.GetString(octets);
        var begin = text.StartsWith("-----", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        var end = begin > 0 ? text.IndexOf("-----END", begin, StringComparison.Ordinal) : text.Length;
        if (end < begin || chance.Next(8) == 0) return null;
        var inside = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[begin..end], inside, out var length) || length == 0) return null;
        var changed = Mutant.Change(inside[..length], Inside(other), chance, depth + 1);
        return Encoding.Latin1.GetBytes(text[..begin] + Convert.ToBase64String(changed) + (begin > 0 ? "\n" : "") + text[end..]);
    }

    private static byte[] Inside(byte[] other)
    {
        if (!IsBase64(other)) return other;
        var text = string.Concat(Encoding.Latin1.GetString(other).Split('\n').Where(line => !line.StartsWith('-')));
        var inside = new byte[text.Length];
        return Convert.TryFromBase64String(text, inside, out var length) ? inside[..length] : other;
    }
}
