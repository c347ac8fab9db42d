using System.Text.Json;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>Reads the answer of <c>GET /exchange/v1/exchanged</c>. Everything in it is hostile until proven otherwise: a member that is wrong makes the whole page nothing.</summary>
internal static class ExchangedReading
{
    // More nodes than a path may have: a limit against lists that only cost.
    private const int MaxPath = 32;
    private const int NodeIdLength = 40;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 8 };

    /// <summary>Reads a page; null: it is not one.</summary>
    public static ExchangedPage? Read(byte[] content, int receiptBytes)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Json);
            var root = document.RootElement;
            var deliveries = new List<ExchangedDelivery>();
            foreach (var item in root.GetProperty("deliveries").EnumerateArray())
            {
                if (ReadDelivery(item, receiptBytes) is not { } delivery) return null;
                deliveries.Add(delivery);
            }

            var next = root.TryGetProperty("next", out var number) && number.ValueKind != JsonValueKind.Null ? number.GetInt64() : (long?)null;
            return new ExchangedPage(deliveries, next);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static ExchangedDelivery? ReadDelivery(JsonElement item, int receiptBytes)
    {
        if (!DigestValue.TryParse(item.GetProperty("container").GetString() ?? string.Empty, out var container)) return null;
        ExchangedHop? hop = item.GetProperty("hop").GetString() switch
        {
            "none" => ExchangedHop.None,
            "previous" => ExchangedHop.Previous,
            "next" => ExchangedHop.Next,
            _ => null,
        };
        var path = item.GetProperty("path").EnumerateArray().Select(node => node.GetString() ?? string.Empty).ToList();
        var receipts = item.GetProperty("receipts").EnumerateArray().Take(ExchangedDelivery.MostReceipts).Select(receipt => receipt.GetBytesFromBase64()).ToList();
        var length = item.GetProperty("length");
        long? octets = length.ValueKind == JsonValueKind.Null ? null : length.GetInt64();
        if (hop is null || octets < 0 || path.Count > MaxPath) return null;
        if (path.Any(node => node.Length is 0 or > NodeIdLength) || receipts.Any(receipt => receipt.Length > receiptBytes)) return null;
        return new ExchangedDelivery(item.GetProperty("messageId").GetGuid(), item.GetProperty("recipient").GetGuid(), container, octets, hop.Value, path, receipts);
    }
}
