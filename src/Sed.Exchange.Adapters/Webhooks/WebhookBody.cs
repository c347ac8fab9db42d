using System.Text.Encodings.Web;
using System.Text.Json;
using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Adapters.Webhooks;

/// <summary>
/// What is posted: <c>{"type", "timestamp", "data"}</c>, where data is the line of the feed as the API shows it, and the cursor after it. Ids, kinds, codes; no
/// content and no person.
/// </summary>
public static class WebhookBody
{
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it; the same octets in every repetition.</summary>
    public static byte[] Write(WebhookCall call)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets, Format))
        {
            var row = call.Event;
            json.WriteStartObject();
            json.WriteString("type", row.Kind);
            json.WriteString("timestamp", row.At.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteString("cursor", call.Id);
            json.WriteNumber("number", row.Number);
            json.WriteString("at", row.At.UtcDateTime);
            json.WriteString("kind", row.Kind);
            Id("organisation", row.Organisation);
            Id("messageId", row.MessageId);
            Id("deliveryId", row.DeliveryId);
            Id("counterpart", row.Counterpart);
            Id("receiptId", row.ReceiptId);
            if (row.Detail is { } detail) json.WriteString("detail", detail);
            else json.WriteNull("detail");
            json.WriteEndObject();
            json.WriteEndObject();

            void Id(string name, Guid? id)
            {
                if (id is { } known) json.WriteString(name, known);
                else json.WriteNull(name);
            }
        }

        return octets.ToArray();
    }
}
