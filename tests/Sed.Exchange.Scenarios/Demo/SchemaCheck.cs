using System.Text.Json;
using System.Text.RegularExpressions;
using Sed.Exchange.Tests;

namespace Sed.Exchange.Scenarios.Demo;

/// <summary>
/// Checks a document against a schema of <c>schemas/cli-1</c>: as much of JSON Schema as those schemas use. A word it does not know fails, so that
/// no rule is silently passed over.
/// </summary>
internal sealed class SchemaCheck
{
    private static readonly HashSet<string> Notes = ["$schema", "$id", "$defs", "title", "description"];

    private readonly JsonElement _root;
    private readonly List<string> _faults = [];

    private SchemaCheck(JsonElement root) => _root = root;

    /// <summary>What is wrong with the document; empty when nothing is.</summary>
    /// <param name="name">File name of the schema.</param>
    /// <param name="document">The document.</param>
    public static IReadOnlyList<string> Faults(string name, JsonElement document)
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFolder.RepositoryRoot(), "schemas", "cli-1", name)));
        var check = new SchemaCheck(schema.RootElement);
        check.Check(schema.RootElement, document, "$");
        return check._faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at)
    {
        foreach (var rule in schema.EnumerateObject().Where(rule => !Notes.Contains(rule.Name)))
        {
            var holds = rule.Name switch
            {
                "$ref" => Follow(rule.Value.GetString()!, value, at),
                "type" => Types(rule.Value).Any(type => IsOf(type, value)),
                "const" => JsonElement.DeepEquals(rule.Value, value),
                "enum" => rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                "required" => value.ValueKind != JsonValueKind.Object || Requires(rule.Value, value, at),
                "properties" => value.ValueKind != JsonValueKind.Object || Descend(rule.Value, value, at),
                "items" => value.ValueKind != JsonValueKind.Array || EachOf(rule.Value, value, at),
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.Value.GetInt32(),
                "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.Value.GetInt32(),
                "additionalProperties" when rule.Value.ValueKind == JsonValueKind.False => value.ValueKind != JsonValueKind.Object || IsClosed(schema, value),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble(),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble(),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!),
                _ => throw new InvalidOperationException($"The check does not know \"{rule.Name}\"."),
            };
            if (!holds) _faults.Add($"{at}: not {rule.Name} {rule.Value.GetRawText()}: {Shorten(value.GetRawText())}");
        }
    }

    private bool Follow(string reference, JsonElement value, string at)
    {
        var name = reference["#/$defs/".Length..];
        Check(_root.GetProperty("$defs").GetProperty(name), value, at);
        return true;
    }

    private bool Requires(JsonElement names, JsonElement value, string at)
    {
        foreach (var name in names.EnumerateArray().Select(name => name.GetString()!))
        {
            if (!value.TryGetProperty(name, out _)) _faults.Add($"{at}.{name} is missing");
        }

        return true;
    }

    private bool Descend(JsonElement properties, JsonElement value, string at)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var inner)) Check(property.Value, inner, $"{at}.{property.Name}");
        }

        return true;
    }

    private static bool IsClosed(JsonElement schema, JsonElement value) =>
        value.EnumerateObject().All(property => schema.GetProperty("properties").TryGetProperty(property.Name, out _));

    private bool EachOf(JsonElement schema, JsonElement value, string at)
    {
        foreach (var (index, item) in value.EnumerateArray().Index()) Check(schema, item, $"{at}[{index}]");
        return true;
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new InvalidOperationException($"The check does not know the type {type}."),
    };

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
