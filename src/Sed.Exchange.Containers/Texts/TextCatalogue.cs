namespace Sed.Exchange.Containers.Texts;

/// <summary>
/// Texts by code in Russian and English, from <c>texts.ru.json</c> and <c>texts.en.json</c> beside this file. Works with
/// invariant globalization: the language is an argument, never the process culture. Complete by test.
/// </summary>
public static class TextCatalogue
{
    /// <summary>The text of a code in <paramref name="language"/> (<c>ru</c> or <c>en</c>; anything else is Russian).</summary>
    /// <exception cref="KeyNotFoundException">The code has no text: a defect.</exception>
    public static CodeText Find(string language, string code) => throw new NotImplementedException();
}
