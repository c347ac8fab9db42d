using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Texts;

/// <summary>What findings see is said in Russian to Russians: every phrase that the code can put into one is in the catalogue.</summary>
public partial class SeenTextCatalogueTests
{
    // Where findings are made; what others throw or write is for programmers and other programs.
    private static readonly string[] Rooms =
        ["Certificates", "Containers", "Directories", "Envelopes", "Foreign", "Paths", "Receipts", "Revocation", "Signatures", "Timestamps", "Xml", "Zip", "Authority"];

    [Theory]
    [InlineData("LocalDiffers: entry 3: flags, method or time", "заголовок записи расходится с оглавлением: запись 3: флаги, способ сжатия или время")]
    [InlineData("file 1, signature file 2", "файл 1, файл подписи 2")]
    [InlineData("claimed 2026-11-26T18:09:14Z", "заявлено подписавшим: 2026-11-26T18:09:14Z")]
    [InlineData("gost-3411-2012-256: signed 00ff, the file has ff00", "gost-3411-2012-256: подписан 00ff, у файла ff00")]
    [InlineData("keyCompromise since 2026-01-01T00:00:00Z", "ключ скомпрометирован, с 2026-01-01T00:00:00Z")]
    [InlineData("Письмо с ответом.pdf", "Письмо с ответом.pdf")]
    [InlineData("CN=Node by Hand,O=Some Office", "CN=Node by Hand,O=Some Office")]
    [InlineData("letter by hand.pdf", "letter by hand.pdf")]
    [InlineData("file for line.pdf", "file for line.pdf")]
    [InlineData("5 entries", "записей: 5")]
    public void Phrases_become_Russian_and_values_stay(string seen, string russian)
    {
        Assert.Equal(russian, SeenCatalogue.In("ru", seen));
        Assert.Equal(seen, SeenCatalogue.In("en", seen));
    }

    [Fact]
    public void Every_phrase_of_the_code_is_in_the_catalogue()
    {
        var missing = Repository.Files("src/Sed.Exchange.Containers", "*.cs")
            .Where(file => Rooms.Contains(file.Split('/')[2]))
            .SelectMany(file => Repository.Read(file).Split('\n').Where(IsOfFindings).SelectMany(line => Literal().Matches(line)).Select(match => (file, Phrase: Filled(match.Groups["text"].Value))))
            .Where(row => Words().IsMatch(row.Phrase) && Words().IsMatch(Left(row.Phrase)))
            .Select(row => $"{row.file}: {row.Phrase}")
            .Distinct()
            .ToList();
        Expect.None(missing, "Phrases without Russian (add each to Containers/Texts/seen.ru.json, {0} for a value, {0#} for a number):");
    }

    // Comments, mistakes of a programmer, and what is written into files.
    private static bool IsOfFindings(string line) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        && !NotOfFindings().IsMatch(line);

    private static string Filled(string text) => Hole().Replace(text, "7");

    private static string Left(string phrase) => Russian().Replace(SeenCatalogue.In("ru", phrase), "");

    [GeneratedRegex("""(?<!\\)\$?"(?<text>[^"\\<>/&]*)"(?!\s*=>)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    // Two English words one after another, or one beside a value: no name of a field, no code.
    [GeneratedRegex(@"(?<![\w-])(?:[a-z]{2,}|7) [a-z]{2,}(?![\w-])|(?<![\w-])[a-z]{2,} 7(?!\w)")]
    private static partial Regex Words();

    [GeneratedRegex(@"[А-Яа-яё]+")]
    private static partial Regex Russian();

    [GeneratedRegex("(Argument|InvalidOperation|ContainerPass|KeyNotFound|ObjectDisposed|EndOfStream|InvalidData|IO|Suite|Pkcs12|Key)Exception|TimeWhy|GetManifest|is not embedded|cannot be written|\"time of checking\"|sentAt of the envelope|issuedAt of the receipt|States |its own clock|receipt.Reason|receipt.Kind|ParameterOid|The entry cannot be read")]
    private static partial Regex NotOfFindings();
}
