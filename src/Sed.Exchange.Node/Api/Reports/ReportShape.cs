using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Reads a request into the record of its event. A serializer stops at the first fault; a person who fills in a form wants to hear of all of
/// them, so every member is looked at first, by the record's own declaration: <c>required</c>, type, length.
/// </summary>
internal static class ReportShape
{
    private const int UsualLength = 255;
    private const int UsualCount = 100;
    private const int Minutes = 16;

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new MomentConverter(), new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>The request, or null with faults.</summary>
    public static ReportRequest? Read(JsonElement root, ReportFaults faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Refuse(ReportCodes.FieldValue, "an object");
            return null;
        }

        var word = root.TryGetProperty(ReportRequest.Discriminator, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        if (word is null || !ReportRequest.Shapes.TryGetValue(word, out var shape))
        {
            faults.Refuse(ReportCodes.EventUnknown, $"{ReportRequest.Discriminator}: {string.Join(", ", ReportRequest.Shapes.Keys)}");
            return null;
        }

        CheckObject(root, shape, string.Empty, faults);
        return faults.Refusing.Count == 0 ? (ReportRequest?)Present(root).Deserialize(shape, Reading) : null;
    }

    /// <summary>Reads a date, or a date with a time; without a zone it is Moscow's.</summary>
    private static bool TryReadMoment(string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // Before year 2 the zone would leave the calendar.
            if (day.Year < 2) return false;
            moment = new DateTimeOffset(day, TimeOnly.MinValue, SevTime.UsualZone);
            return true;
        }

        if (!SevTime.TryParse(WithSeconds(text), out var time)) return false;
        moment = time.In(SevTime.UsualZone);
        return true;
    }

    // Seconds may be left out, as a form of a registry leaves them out, with a zone or without: YYYY-MM-DDThh:mm is 16 characters.
    private static string? WithSeconds(string? text) =>
        text is { Length: Minutes } or { Length: > Minutes } && text[Minutes..] is [] or ['Z', ..] or ['+' or '-', ..] ? text.Insert(Minutes, ":00") : text;

    private static void CheckObject(JsonElement given, Type shape, string path, ReportFaults faults)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            faults.Refuse(ReportCodes.FieldValue, $"{path}: an object");
            return;
        }

        var members = shape.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in given.EnumerateObject())
        {
            if (path.Length == 0 && field.NameEquals(ReportRequest.Discriminator))
            {
                if (!seen.Add(field.Name)) faults.Refuse(ReportCodes.FieldValue, $"{field.Name}: once");
                continue;
            }

            if (!members.TryGetValue(field.Name, out var member))
            {
                faults.Refuse(ReportCodes.FieldUnknown, $"{path}{(field.Name.Length <= 40 && field.Name.All(char.IsAsciiLetterOrDigit) ? field.Name : "…")}");
            }
            else if (!seen.Add(field.Name))
            {
                faults.Refuse(ReportCodes.FieldValue, $"{path}{field.Name}: once");
            }
            else if (!IsAbsent(field.Value))
            {
                CheckValue(field.Value, member.PropertyType, member, path + field.Name, faults);
            }
        }

        foreach (var (name, member) in members)
        {
            if (member.GetCustomAttribute<RequiredMemberAttribute>() is not null && (!given.TryGetProperty(name, out var value) || IsAbsent(value)))
                faults.Refuse(ReportCodes.FieldMissing, path + name);
        }
    }

    private static void CheckValue(JsonElement given, Type type, PropertyInfo member, string path, ReportFaults faults)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var text = given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        if (type == typeof(string))
        {
            if (text is null) faults.Refuse(ReportCodes.FieldValue, $"{path}: a text");
            else CheckText(text, member.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? UsualLength, path, faults);
        }
        else if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            CheckList(given, type.GetGenericArguments()[0], member, path, faults);
        }
        else if (Expected(given, text, type) is { } expected)
        {
            faults.Refuse(ReportCodes.FieldValue, $"{path}: {expected}");
        }
        else if (type.IsClass)
        {
            CheckObject(given, type, path + ".", faults);
        }
    }

    private static void CheckList(JsonElement given, Type row, PropertyInfo member, string path, ReportFaults faults)
    {
        var most = member.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? UsualCount;
        if (given.ValueKind != JsonValueKind.Array)
        {
            faults.Refuse(ReportCodes.FieldValue, $"{path}: a list");
        }
        else if (given.GetArrayLength() > most)
        {
            faults.Refuse(ReportCodes.FieldTooLong, $"{path}: at most {most}");
        }
        else
        {
            foreach (var (item, index) in given.EnumerateArray().Select((item, index) => (item, index))) CheckObject(item, row, $"{path}[{index}].", faults);
        }
    }

    // What a value of this type looks like, when this is none.
    private static string? Expected(JsonElement given, string? text, Type type) => type switch
    {
        _ when type == typeof(DateOnly) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "YYYY-MM-DD",
        _ when type == typeof(DateTimeOffset) => TryReadMoment(text, out _) ? null : "YYYY-MM-DD, or YYYY-MM-DDThh:mm, seconds and zone if known",
        _ when type == typeof(Guid) => Guid.TryParseExact(text, "D", out _) ? null : "a GUID with dashes",
        _ when type == typeof(bool) => given.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
        _ when type == typeof(int) => given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out _) ? null : "a whole number",
        { IsEnum: true } => text is not null && Enum.GetNames(type).Contains(text) ? null : string.Join(", ", Enum.GetNames(type)),
        _ => null,
    };

    // It is written into a report, where XML has no character for some of what JSON has.
    private static void CheckText(string text, int length, string path, ReportFaults faults)
    {
        if (text.Length > length) faults.Refuse(ReportCodes.FieldTooLong, $"{path}: at most {length} characters");
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])) at++;
            else if (!XmlConvert.IsXmlChar(text[at]))
            {
                faults.Refuse(ReportCodes.FieldCharacter, string.Create(CultureInfo.InvariantCulture, $"{path}: U+{(int)text[at]:X4} at {at}"));
                return;
            }
        }
    }

    // Many programs write an empty text where they have nothing to say.
    private static bool IsAbsent(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));

    private static JsonNode? Present(JsonElement given) => given.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(given.EnumerateObject()
            .Where(field => !IsAbsent(field.Value))
            .Select(field => KeyValuePair.Create(field.Name, Present(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. given.EnumerateArray().Select(Present)]),
        _ => JsonValue.Create(given),
    };

    private sealed class MomentConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryReadMoment(reader.GetString(), out var moment) ? moment : throw new JsonException("Neither a date nor a time.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
