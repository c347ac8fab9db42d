using System.Text.Json;

namespace Sed.Exchange.Client.Wire;

/// <summary>JSON as the API writes it: camelCase; members we do not know are passed over, because fields are only ever added.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
