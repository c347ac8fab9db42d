using Sed.Exchange.Client;
using Sed.Exchange.Client.Wire;

namespace Sed.Exchange.Tests.Client;

/// <summary>Files of a package never lie over each other, whatever disk the folder is on.</summary>
public sealed class InboundNamesTests
{
    private const string Taken = "1.part";

    [Theory]
    [InlineData("DocInfo.xml")]
    [InlineData("Письмо[1].pdf")]
    [InlineData("Письмо (копия) 100%.pdf.sig")]
    [InlineData("a+b;c='d'.txt")]
    [InlineData(".hidden")]
    [InlineData("f0003.pdf")]
    [InlineData("Ма\u0438\u0306.txt")]
    public void A_name_that_every_disk_can_have_stays(string name) => Assert.Equal(["other", name], For("other", name));

    [Theory]
    [InlineData("a.pdf", "A.PDF", "f0001.PDF")]
    [InlineData("\u0439.pdf", "\u0438\u0306.pdf", "f0001.pdf")]
    [InlineData("a.pdf", "a.pdf.", "f0001")]
    [InlineData("a.pdf", "a.pdf ", "f0001")]
    [InlineData("a.txt", "con.txt", "f0001.txt")]
    [InlineData("a.txt", "COM1", "f0001")]
    [InlineData("a.txt", "1.PART", "f0001.PART")]
    public void A_name_that_some_disk_would_take_for_another_gives_way(string first, string second, string instead) =>
        Assert.Equal([first, instead], For(first, second));

    [Fact]
    public void A_made_name_gives_way_to_a_file_that_is_really_called_so() =>
        Assert.Equal(["_f0000.pdf", "f0000.pdf", "F0001.PDF"], For(new string('x', 300) + ".pdf", "f0000.pdf", "F0001.PDF"));

    [Fact]
    public void No_two_are_the_same()
    {
        var names = For("a", "A", "a.", "a ", "f0001", "F0002", "_f0003", "f0003", "NUL", "nul.", "й", "Й", "\u0438\u0306", new string('ы', 200));

        Assert.Equal(14, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static IReadOnlyList<string> For(params string[] names) =>
        InboundNames.For([.. names.Select((name, index) => new InboundFile(index, name, 1, null, null))], Taken);
}
