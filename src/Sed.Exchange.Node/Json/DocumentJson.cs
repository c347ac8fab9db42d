using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sed.Exchange.Node.Json;

/// <summary>
/// How every document of this process is written: camelCase, names of enums, Cyrillic as itself, times in ISO 8601 UTC.
/// Members that are null are written: readers of the contracts see every field.
/// </summary>
public static class DocumentJson
{
    /// <summary>One line; for answers of the API.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(indented: false);

    /// <summary>Indented; for files and standard output.</summary>
    public static JsonSerializerOptions Readable { get; } = Create(indented: true);

    /// <summary>A time as the contracts write it.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Create(bool indented) => Configure(new JsonSerializerOptions { WriteIndented = indented });

    /// <summary>Gives these habits to options made elsewhere, such as the host's.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // The output is never put into HTML; Cyrillic as \u0410 would be unreadable for those who use curl.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        // Numbers are numbers: a quoted one is a mistake of the writer.
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
