using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Sed.Exchange.Scenarios.Lines;

/// <summary>A request or an answer of HTTP/1.1, octet for octet.</summary>
/// <param name="Octets">Head and body as they are on the line.</param>
/// <param name="Body">Where the body begins.</param>
internal sealed record HttpMessage(byte[] Octets, int Body)
{
    private const string Expecting = "Expect: 100-continue\r\n";

    /// <summary>The status of an answer.</summary>
    public string Status => Encoding.ASCII.GetString(Octets, "HTTP/1.1 ".Length, 3);

    /// <summary>What arrives when it breaks off: to the middle of the body, or of the head when there is none.</summary>
    public ReadOnlyMemory<byte> Half => Octets.AsMemory(0, Body < Octets.Length ? (Body + Octets.Length) / 2 : Body / 2);

    /// <summary>The receipts of an answer, by recipient and kind; null: it has none, or came in several pieces.</summary>
    public IReadOnlyDictionary<(string Recipient, string Kind), string>? Receipts
    {
        get
        {
            var text = Encoding.UTF8.GetString(Octets.AsSpan(Body));
            if (text.IndexOf('{', StringComparison.Ordinal) is var start and >= 0 && text.LastIndexOf('}') is var end && end > start)
            {
                try
                {
                    using var answer = JsonDocument.Parse(text[start..(end + 1)]);
                    if (answer.RootElement.TryGetProperty("receipts", out var receipts))
                    {
                        // Two of one kind are of two nodes: which is which the line does not know.
                        return receipts.EnumerateArray()
                            .GroupBy(one => (one.GetProperty("recipient").GetString()!, one.GetProperty("kind").GetString()!), one => one.GetProperty("receipt").GetString()!)
                            .Where(same => same.Count() == 1)
                            .ToDictionary(same => same.Key, same => same.Single());
                    }
                }
                catch (JsonException)
                {
                    // A chunk ends within it.
                }
            }

            return null;
        }
    }

    /// <summary>Reads one to its end. A caller who waits for leave to send its body gets it, and that wish is taken out.</summary>
    /// <returns>Null: the line was closed instead.</returns>
    /// <exception cref="IOException">It broke off in the middle.</exception>
    public static async Task<HttpMessage?> ReadAsync(Stream line, CancellationToken cancel)
    {
        var octets = new List<byte>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            if (HeadOf(octets) is { } head)
            {
                if (head.IndexOf(Expecting, StringComparison.OrdinalIgnoreCase) is var wish and >= 0)
                {
                    octets.RemoveRange(wish, Expecting.Length);
                    await line.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancel);
                    continue;
                }

                if (EndOf(octets, head) is { } end)
                {
                    return end == octets.Count ? new HttpMessage([.. octets], head.Length) : throw new IOException("More octets than one message: nobody here sends ahead.");
                }
            }

            var read = await line.ReadAsync(buffer, cancel);
            if (read == 0) return octets.Count == 0 ? null : throw new IOException("The line was closed in the middle of a message.");
            octets.AddRange(buffer.AsSpan(0, read));
        }
    }

    private static string? HeadOf(List<byte> octets)
    {
        var end = CollectionsMarshal.AsSpan(octets).IndexOf("\r\n\r\n"u8);
        return end < 0 ? null : Encoding.Latin1.GetString(CollectionsMarshal.AsSpan(octets)[..(end + 4)]);
    }

    // Null: not all of it is here yet.
    private static int? EndOf(List<byte> octets, string head)
    {
        if (Field(head, "Transfer-Encoding") is not null) return EndOfChunks(octets, head.Length);
        var length = Field(head, "Content-Length") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return octets.Count >= head.Length + length ? head.Length + length : null;
    }

    private static int? EndOfChunks(List<byte> octets, int from)
    {
        var span = CollectionsMarshal.AsSpan(octets);
        while (true)
        {
            var line = span[from..].IndexOf("\r\n"u8);
            if (line < 0) return null;
            var length = int.Parse(Encoding.ASCII.GetString(span.Slice(from, line)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            from += line + 2 + length + 2;
            if (from > span.Length) return null;
            if (length == 0) return from;
        }
    }

    private static string? Field(string head, string name) => head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
