using System.Reflection;
using System.Text.Json;
using Sed.Exchange.Containers.Texts;

namespace Sed.Exchange.Tests.Texts;

/// <summary>Every code has both texts, no text is without a code: the catalogue cannot fall behind the code.</summary>
public sealed class TextCatalogueTests
{
    public static TheoryData<string> Languages => ["ru", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_code_has_a_text_that_says_cause_and_remedy(string language)
    {
        var missing = Codes().Where(code => !TextCatalogue.All(language).ContainsKey(code));
        Assert.Empty(missing);
        Assert.All(TextCatalogue.All(language), text =>
        {
            Assert.EndsWith(".", text.Value.Means, StringComparison.Ordinal);
            Assert.EndsWith(".", text.Value.Do, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_without_a_code(string language) => Assert.Empty(TextCatalogue.All(language).Keys.Except(Codes()));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_are_sorted_by_code_and_no_code_stands_twice(string language)
    {
        using var stream = typeof(TextCatalogue).Assembly.GetManifestResourceStream($"texts/texts.{language}.json")!;
        var codes = JsonDocument.Parse(stream).RootElement.EnumerateObject().Select(entry => entry.Name).ToList();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public void An_unknown_language_is_Russian_and_an_unknown_code_is_a_defect()
    {
        Assert.Equal(TextCatalogue.Find("ru", "SEDX-NO_TRUST"), TextCatalogue.Find("de", "SEDX-NO_TRUST"));
        Assert.NotEqual(TextCatalogue.Find("ru", "SEDX-NO_TRUST"), TextCatalogue.Find("en", "SEDX-NO_TRUST"));
        Assert.Throws<KeyNotFoundException>(() => TextCatalogue.Find("ru", "SEDX-NOT_A_CODE"));
    }

    private static List<string> Codes() => [.. CodeFields().Select(field => (string)field.GetRawConstantValue()!)];

    private static IEnumerable<FieldInfo> CodeFields() => Directory.GetFiles(AppContext.BaseDirectory, "Sed.Exchange.*.dll")
        .Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal))
        .Append(Path.Combine(AppContext.BaseDirectory, "sedx.dll"))
        .Select(Assembly.LoadFrom)
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Codes", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string));
}
