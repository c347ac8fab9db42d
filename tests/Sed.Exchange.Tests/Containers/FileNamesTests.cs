using System.Text;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Tests.Containers;

/// <summary>Names of files arrive as they left, whatever they are; entries are names that every system can store.</summary>
public sealed class FileNamesTests
{
    [Theory]
    [InlineData("DocInfo.xml", "content/DocInfo.xml")]
    [InlineData("Обращение № 7 (копия)[1].pdf", "content/Обращение № 7 (копия)[1].pdf")]
    [InlineData("100% & a+b;c=d,e@f#g$.txt", "content/100% & a+b;c=d,e@f#g$.txt")]
    [InlineData("a%20b%2F.txt", "content/a%20b%2F.txt")]
    [InlineData("O'Brien.txt", "content/O'Brien.txt")]
    [InlineData("Ёлка.йцу", "content/Ёлка.йцу")]
    [InlineData("Café.txt", "content/Café.txt")]
    [InlineData("Cafe\u0301.txt", "content/f0000.txt")]
    [InlineData("\u0438\u0306.txt", "content/f0000.txt")]
    [InlineData("CON.txt", "content/f0000.txt")]
    [InlineData("aux", "content/f0000")]
    [InlineData("lpt1.tar.gz", "content/f0000.gz")]
    [InlineData("trailing.", "content/f0000")]
    [InlineData("trailing ", "content/f0000")]
    [InlineData(" leading.txt", "content/f0000.txt")]
    [InlineData("-rf.txt", "content/f0000.txt")]
    [InlineData(".hidden", "content/f0000.hidden")]
    [InlineData("a:b.txt", "content/f0000.txt")]
    [InlineData("what?.PDF", "content/f0000.pdf")]
    [InlineData("f0001.pdf", "content/f0000.pdf")]
    [InlineData("F0000", "content/f0000")]
    [InlineData("f00001.pdf", "content/f00001.pdf")]
    [InlineData("漢字.doc", "content/f0000.doc")]
    [InlineData("\u212Angstrom.txt", "content/f0000.txt")]
    [InlineData("name.wrongext§", "content/f0000")]
    public void An_entry_is_the_name_where_every_system_can_store_it(string name, string entry)
    {
        Assert.True(FileNames.IsCarryable(name));
        Assert.Equal([entry], FileNames.EntriesFor([name]));
    }

    [Fact]
    public void Half_a_surrogate_pair_and_256_characters_cannot_be_carried()
    {
        Assert.False(FileNames.IsCarryable("half\uD83D.txt"));
        Assert.False(FileNames.IsCarryable("\uDCC4.txt"));
        Assert.False(FileNames.IsCarryable(new string('x', 256)));
        Assert.False(FileNames.IsCarryable("non-character\uFFFE"));
    }

    [Fact]
    public void Two_hundred_octets_are_the_limit_of_a_name_as_entry()
    {
        Assert.Equal("content/" + new string('я', 98) + ".pdf", FileNames.EntriesFor([new string('я', 98) + ".pdf"])[0]);
        Assert.Equal("content/f0000.pdf", FileNames.EntriesFor([new string('я', 99) + ".pdf"])[0]);
    }

    [Theory]
    [InlineData("Письмо.doc", "ПИСЬМО.doc")]
    [InlineData("й.txt", "\u0438\u0306.txt")]
    [InlineData("Å.txt", "å.txt")]
    public void Twins_get_numbers_both_so_that_neither_replaces_the_other(string one, string other) =>
        Assert.Equal(["content/a.txt", $"content/f0001{Path.GetExtension(one)}", $"content/f0002{Path.GetExtension(other)}"], FileNames.EntriesFor(["a.txt", one, other]));

    [Fact]
    public void Names_of_every_kind_arrive_as_they_left()
    {
        string[] names =
        [
            "DocInfo.xml", new string('ж', 130) + ".pdf", "й.txt", "\u0438\u0306.txt", "a.TXT", "A.txt", "[1] 100%25.doc", "%2e%2e%2f.txt", "f0002.xml",
            "q\"uote<>&'.txt", "\U0001F4C4.pdf", "CON", new string('x', 255), "\u200Bzero.txt", "пробел в конце ",
        ];
        foreach (var suite in new[] { Suite.Gost256, Suite.Ecdsa })
        {
            var town = new Town(suite);
            var opened = Town.Open(town.SealContainer(files: [.. names.Select(name => Town.File(name, name))]), town.Directory);
            Assert.True(opened.Verdict.Result == VerdictResult.Passed, string.Join("; ", opened.Verdict.AllFindings()));
            Assert.Equal(names, opened.Envelope!.Files.Select(file => file.Name));
            for (var i = 0; i < names.Length; i++)
            {
                using var reader = new StreamReader(opened.OpenFile(i), Encoding.UTF8);
                Assert.Equal(names[i], reader.ReadToEnd());
            }
        }
    }
}
