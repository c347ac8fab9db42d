using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Writes a <see cref="SevTime"/> as an ISO 8601 string, with a zone only when there is one.</summary>
public sealed class SevTimeJson : JsonConverter<SevTime>
{
    /// <inheritdoc/>
    public override SevTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SevTime.TryParse(reader.GetString(), out var time) ? time : throw new JsonException("Not a date and time.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SevTime value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
