using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sed.Exchange.Node.Json;

/// <summary>Times in UTC with a final <c>Z</c>; whatever offset is read.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DocumentJson.Write(value));
}
