using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>Reads what a peer answered. Everything in it is hostile until proven otherwise: limits first, and no exception for what is malformed.</summary>
internal sealed partial class PeerReply(HttpResponseMessage response, HttpPeerOptions options, TimeProvider time)
{
    private const int DetailLength = 300;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8 };

    /// <summary>An answer of receipts.</summary>
    /// <param name="expected">How many there must be, or null: any number.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<PeerAnswer> ReceiptsAsync(int? expected, CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK) return await ProblemAsync(cancel);
        if (await ContentAsync(options.AnswerBytes, cancel) is not { } content) return Garbage($"the answer is over {options.AnswerBytes} octets");
        try
        {
            using var document = JsonDocument.Parse(content, Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("receipts", out var list) || list.ValueKind != JsonValueKind.Array)
                return Garbage("the answer has no receipts");
            if (expected is { } count && list.GetArrayLength() != count)
                return Garbage(string.Create(CultureInfo.InvariantCulture, $"{list.GetArrayLength()} receipts for {count} recipients"));
            var receipts = new List<byte[]>();
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("receipt", out var text)
                    || text.ValueKind != JsonValueKind.String || !text.TryGetBytesFromBase64(out var bytes) || bytes.Length == 0)
                    return Garbage("a receipt in the answer is not base64");
                if (bytes.Length > options.ReceiptBytes) return Garbage($"a receipt in the answer is over {options.ReceiptBytes} octets");
                receipts.Add(bytes);
            }

            return new PeerAnswer.Answered(receipts);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return Garbage("the answer is not JSON");
        }
    }

    /// <summary>An answer without content.</summary>
    public async Task<PeerAnswer> NothingAsync(CancellationToken cancel) =>
        response.IsSuccessStatusCode ? new PeerAnswer.Answered([]) : await ProblemAsync(cancel);

    /// <summary>A directory, or none that is newer.</summary>
    public async Task<PeerAnswer> DirectoryAsync(CancellationToken cancel)
    {
        if (response.StatusCode == HttpStatusCode.NoContent) return new PeerAnswer.Answered([]);
        if (response.StatusCode != HttpStatusCode.OK) return await ProblemAsync(cancel);
        return await ContentAsync(DirectoryFile.MaxBytes, cancel) is { } file
            ? new PeerAnswer.Answered([file])
            : Garbage($"the directory is over {DirectoryFile.MaxBytes} octets");
    }

    /// <summary>A page of what was exchanged.</summary>
    public async Task<PeerAnswer> ExchangedAsync(CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK) return await ProblemAsync(cancel);
        if (await ContentAsync(options.AnswerBytes, cancel) is not { } content) return Garbage($"the answer is over {options.AnswerBytes} octets");
        return ExchangedReading.Read(content, options.ReceiptBytes) is { } page ? new PeerAnswer.Exchanged(page) : Garbage("the answer is not a page of deliveries");
    }

    /// <summary>What the peer says of itself.</summary>
    public async Task<PeerAnswer> AboutAsync(CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK) return await ProblemAsync(cancel);
        if (await ContentAsync(options.ProblemBytes, cancel) is not { } content) return Garbage($"the answer is over {options.ProblemBytes} octets");
        try
        {
            using var document = JsonDocument.Parse(content, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("time", out var text)
                && text.ValueKind == JsonValueKind.String && text.TryGetDateTimeOffset(out var time)
                ? new PeerAnswer.About(
                    time,
                    !(document.RootElement.TryGetProperty("clock", out var clock) && clock.ValueEquals("inDoubt")),
                    document.RootElement.TryGetProperty("directorySerial", out var serial) && serial.ValueKind == JsonValueKind.Number && serial.TryGetInt64(out var number) ? number : null)
                : Garbage("the answer names no time");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return Garbage("the answer is not JSON");
        }
    }

    /// <summary>Octets, as many as were promised, written as they come.</summary>
    public async Task<PeerAnswer> OctetsAsync(Stream to, long length, CancellationToken cancel)
    {
        if (response.StatusCode != HttpStatusCode.OK) return await ProblemAsync(cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var left = length;
            for (int count; (count = await stream.ReadAsync(buffer, cancel)) > 0; left -= count)
            {
                if (count > left) return Garbage(string.Create(CultureInfo.InvariantCulture, $"more than {length} octets"));
                await to.WriteAsync(buffer.AsMemory(0, count), cancel);
            }

            return left == 0 ? new PeerAnswer.Answered([]) : Garbage(string.Create(CultureInfo.InvariantCulture, $"{left} of {length} octets are missing"));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static PeerAnswer.Temporary Garbage(string detail) => new(PeerCodes.Garbage, detail, null);

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What a status other than success means (DESIGN section 5).</summary>
    private async Task<PeerAnswer> ProblemAsync(CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var (code, detail) = await ReadProblemAsync(cancel);
        detail ??= string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        code ??= PeerCodes.Garbage;
        return status switch
        {
            429 or 503 => new PeerAnswer.Temporary(code, detail, RetryAfter()),
            400 when code == ProblemCodes.DigestMismatch => new PeerAnswer.Temporary(code, detail, RetryAfter()),
            408 => new PeerAnswer.Temporary(PeerCodes.Timeout, detail, RetryAfter()),
            >= 400 and < 500 => new PeerAnswer.Rejected(code, detail),
            _ => new PeerAnswer.Temporary(code, detail, RetryAfter()),
        };
    }

    /// <summary>The answer's content, or null when it has more octets than allowed.</summary>
    private async Task<byte[]?> ContentAsync(int limit, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > limit) return null;
        using var content = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, cancel)) > 0)
            {
                if (content.Length + count > limit) return null;
                content.Write(buffer, 0, count);
            }

            return content.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<(string? Code, string? Detail)> ReadProblemAsync(CancellationToken cancel)
    {
        if (await ContentAsync(options.ProblemBytes, cancel) is not { } content) return (null, null);
        try
        {
            using var document = JsonDocument.Parse(content, Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return (null, null);

            // Both are shown to the administrator and stored: a code has its own alphabet, a detail is one short line.
            var code = Text(document.RootElement, "code");
            var detail = Text(document.RootElement, "detail");
            if (detail is not null) detail = string.Concat(detail.Take(DetailLength).Select(letter => char.IsControl(letter) ? ' ' : letter));
            return (code is not null && CodePattern().IsMatch(code) ? code : null, detail);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private TimeSpan? RetryAfter()
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (asked is not { } pause) return null;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > options.RetryAfter ? options.RetryAfter : pause;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
