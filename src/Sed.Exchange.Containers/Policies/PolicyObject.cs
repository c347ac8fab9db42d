using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Containers.Policies;

/// <summary>One object of a policy file, read strictly: every value by its key, once, and nothing left over.</summary>
internal sealed class PolicyObject
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private readonly string _where;
    private readonly Dictionary<string, JsonElement> _values;

    /// <exception cref="PolicyException">It is no object.</exception>
    public PolicyObject(JsonElement element, string where)
    {
        _where = where;
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(where, element, "an object");
        _values = element.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
    }

    /// <summary>A text of a form.</summary>
    public string Text(string key, Regex form, string expected) => Take(key) is { ValueKind: JsonValueKind.String } value && form.IsMatch(value.GetString()!)
        ? value.GetString()!
        : throw Wrong(key, expected);

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> words) => Take(key) is { ValueKind: JsonValueKind.String } value && words.TryGetValue(value.GetString()!, out var found)
        ? found
        : throw Wrong(key, string.Join(", ", words.Keys));

    /// <summary>A day.</summary>
    public DateTimeOffset Day(string key) =>
        Take(key) is { ValueKind: JsonValueKind.String } value && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : throw Wrong(key, "a date such as 2026-11-26");

    /// <summary>A time in UTC; null: absent.</summary>
    public DateTimeOffset? Time(string key)
    {
        if (!_values.ContainsKey(key)) return null;
        return Take(key) is { ValueKind: JsonValueKind.String } value
            && DateTimeOffset.TryParseExact(value.GetString(), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : throw Wrong(key, "a time such as 2019-12-31T21:00:00Z");
    }

    /// <summary>A duration that is not negative; null: absent.</summary>
    public TimeSpan? Duration(string key)
    {
        if (!_values.ContainsKey(key)) return null;
        return Take(key) is { ValueKind: JsonValueKind.String } value
            && TimeSpan.TryParseExact(value.GetString(), "c", CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.Zero
                ? duration
                : throw Wrong(key, "a duration such as 12:00:00 or 30.00:00:00");
    }

    /// <summary>A whole number within bounds; null: absent.</summary>
    public int? Number(string key, int least, int most)
    {
        if (!_values.ContainsKey(key)) return null;
        return Take(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"a whole number from {least} to {most}");
    }

    /// <summary>An object inside.</summary>
    public PolicyObject Inside(string key) => new(Take(key), Where(key));

    /// <summary>A list of objects that is not empty.</summary>
    public IReadOnlyList<PolicyObject> List(string key) => Take(key) is { ValueKind: JsonValueKind.Array } value && value.GetArrayLength() > 0
        ? [.. value.EnumerateArray().Select((item, index) => new PolicyObject(item, $"{Where(key)}[{index}]"))]
        : throw Wrong(key, "a list with something in it");

    /// <summary>Ends the reading.</summary>
    /// <exception cref="PolicyException">A key that nobody asked for is left.</exception>
    public void Finish()
    {
        if (_values.Keys.FirstOrDefault() is { } left) throw new PolicyException(PolicyCodes.KeyUnknown, Where(left));
    }

    /// <summary>The same value twice, or one that contradicts another.</summary>
    public PolicyException Contradiction(string key, string seen) => new(PolicyCodes.ValueWrong, $"{Where(key)}: {seen}");

    // Of what was taken, only the last value may still be named in a complaint.
    private JsonElement Take(string key) => _values.Remove(key, out var value) ? _last = value : throw new PolicyException(PolicyCodes.KeyMissing, Where(key));

    private JsonElement _last;

    private PolicyException Wrong(string key, string expected) => Wrong(Where(key), _last, expected);

    private static PolicyException Wrong(string where, JsonElement value, string expected)
    {
        const int Shown = 60;
        var raw = value.GetRawText();
        return new PolicyException(PolicyCodes.ValueWrong, $"{where}: {(raw.Length > Shown ? raw[..Shown] + "…" : raw)}; {expected}");
    }

    private string Where(string key) => $"{_where}.{key}";
}
