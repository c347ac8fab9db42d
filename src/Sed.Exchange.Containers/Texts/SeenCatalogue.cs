using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sed.Exchange.Containers.Texts;

/// <summary>
/// What was seen in a case, in the reader's language. Findings carry it in English or as bare values (names, numbers, digests), so that machines read one language; people get it by
/// the phrases of <c>seen.ru.json</c>, in which <c>{0}</c> stands for a value without spaces, <c>{0#}</c> for digits and points. What is no phrase there is a value, and stays.
/// </summary>
public static class SeenCatalogue
{
    private const int LongestTranslated = 2000;

    private static readonly string[] Joints = ["; ", ": ", ", "];

    private static readonly Lazy<IReadOnlyList<(Regex English, string Russian)>> Phrases = new(Load);

    /// <summary>The same in <paramref name="language"/> (<c>ru</c> or <c>en</c>; anything else is Russian).</summary>
    public static string In(string language, string seen) => language == "en" || seen.Length > LongestTranslated ? seen : Russian(seen, 0);

    // The whole as one phrase, else part by part: findings join a place, a kind and a cause.
    private static string Russian(string seen, int joint)
    {
        foreach (var (english, russian) in Phrases.Value)
        {
            if (english.Match(seen) is not { Success: true } match) continue;
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, russian, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        }

        return joint == Joints.Length ? seen : string.Join(Joints[joint], seen.Split(Joints[joint]).Select(part => Russian(part, joint + 1)));
    }

    // Phrases with fewer values first: the more of it is words, the surer it is meant.
    private static List<(Regex English, string Russian)> Load()
    {
        const string resource = "texts/seen.ru.json";
        using var stream = typeof(SeenCatalogue).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.EnumerateObject()
                .OrderBy(phrase => phrase.Name.Count(letter => letter == '{'))
                .ThenByDescending(phrase => phrase.Name.Length)
                .Select(phrase => (new Regex(PatternOf(phrase.Name), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), phrase.Value.GetString()!)),
        ];
    }

    private static string PatternOf(string phrase) =>
        $"^{Regex.Replace(Regex.Escape(phrase), @"\\\{[0-9](\\\#)?}", place => place.Groups[1].Success ? @"([0-9][0-9.]*)" : @"(\S+)")}$";
}
