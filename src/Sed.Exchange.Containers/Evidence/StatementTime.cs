using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>Times in statements: ISO 8601, UTC, milliseconds.</summary>
internal sealed class StatementTime : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
