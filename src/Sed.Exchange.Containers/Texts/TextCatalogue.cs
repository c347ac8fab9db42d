using System.Collections.Frozen;
using System.Text.Json;

namespace Sed.Exchange.Containers.Texts;

/// <summary>
/// Texts by code in Russian and English, from <c>texts.ru.json</c> and <c>texts.en.json</c> beside this file. Works with
/// invariant globalization: the language is an argument, never the process culture. Complete by test.
/// </summary>
public static class TextCatalogue
{
    private static readonly Lazy<FrozenDictionary<string, CodeText>> Russian = new(() => Load("ru"));
    private static readonly Lazy<FrozenDictionary<string, CodeText>> English = new(() => Load("en"));

    /// <summary>The text of a code in <paramref name="language"/> (<c>ru</c> or <c>en</c>; anything else is Russian).</summary>
    /// <exception cref="KeyNotFoundException">The code has no text: a defect.</exception>
    public static CodeText Find(string language, string code) => TextsIn(language).TryGetValue(code, out var text)
        ? text
        : throw new KeyNotFoundException($"The code {code} has no text.");

    /// <summary>All texts of a language by code.</summary>
    public static IReadOnlyDictionary<string, CodeText> All(string language) => TextsIn(language);

    private static FrozenDictionary<string, CodeText> TextsIn(string language) => (language == "en" ? English : Russian).Value;

    private static FrozenDictionary<string, CodeText> Load(string language)
    {
        var resource = $"texts/texts.{language}.json";
        using var stream = typeof(TextCatalogue).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            entry => entry.Name,
            entry => new CodeText(entry.Value.GetProperty("means").GetString()!, entry.Value.GetProperty("do").GetString()!));
    }
}
