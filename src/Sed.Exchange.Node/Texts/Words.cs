using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Sed.Exchange.Node.Texts;

/// <summary>
/// The words of commands and of the page in Russian and English, from <c>words.ru.json</c> and <c>words.en.json</c> beside this file; codes have
/// theirs in the text catalogue of Containers. A test compares the two files, and the commands with them.
/// </summary>
public sealed class Words
{
    private readonly FrozenDictionary<string, string> _words;

    private Words(string language)
    {
        Language = language;
        var name = $"words/words.{language}.json";
        using var resource = typeof(Words).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Resource {name} is missing.");
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(resource)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Russian.</summary>
    public static Words Russian { get; } = new("ru");

    /// <summary>English.</summary>
    public static Words English { get; } = new("en");

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>Every key.</summary>
    internal IEnumerable<string> Keys => _words.Keys;

    /// <summary>The words of a key.</summary>
    /// <exception cref="KeyNotFoundException">There are none: a defect.</exception>
    public string this[string key] => _words.TryGetValue(key, out var words) ? words : throw new KeyNotFoundException($"No words for \"{key}\" in {Language}.");

    /// <summary>The words of a language; anything but <c>en</c> is Russian.</summary>
    public static Words Of(string? language) => language == "en" ? English : Russian;

    /// <summary>True: there are words for this key.</summary>
    public bool Has(string key) => _words.ContainsKey(key);

    /// <summary>The words of a key with values put in.</summary>
    public string With(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);
}
