using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Tests.House;
using Sed.Exchange.Tests.Node;

namespace Sed.Exchange.Tests.Doors;

/// <summary>The catalogue of doors in <c>docs/doors.md</c> is what the tests play, and every code in it has its texts.</summary>
public sealed class DoorTableTests
{
    private static readonly IReadOnlyList<DoorRow> Rows =
    [
        .. WireTests.Rows, .. SlowTests.Rows, .. BadPackageTests.Rows, .. BadCallTests.Rows, .. BadContainerTests.Rows, .. PeerRowTests.Rows, .. BadDirectoryTests.Rows,
    ];

    [Fact]
    public void The_document_shows_every_row() => DocumentTable.Check(
        "docs/doors.md",
        "doors",
        Rows.GroupBy(row => row.Door).SelectMany(door => (IEnumerable<string>)
        [
            $"### {char.ToUpperInvariant(door.Key[0])}{door.Key[1..]}",
            string.Empty,
            "| input | code | octets |",
            "|---|---|---|",
            .. door.Select(row => $"| {row.Input} | {string.Join(", ", row.Code.Split(", ").Select(code => code == "–" ? code : $"`{code}`"))} | {row.Fate} |"),
            string.Empty,
        ]).SkipLast(1));

    [Fact]
    public void Every_code_of_the_catalogue_names_cause_and_remedy_in_both_languages()
    {
        foreach (var code in Rows.SelectMany(row => row.Code.Split(", ")).Where(code => code is not "–" && !int.TryParse(code, out _)).Distinct())
        {
            foreach (var language in new[] { "ru", "en" })
            {
                var text = TextCatalogue.Find(language, code);
                Assert.NotEmpty(text.Means);
                Assert.NotEmpty(text.Do);
            }
        }
    }

    [Fact]
    public void No_input_stands_twice_at_a_door() => Expect.None(
        Rows.GroupBy(row => (row.Door, row.Input)).Where(same => same.Count() > 1).Select(same => $"{same.Key}"), "Rows that stand twice:");
}
