using System.Text.RegularExpressions;

namespace Sed.Exchange.Tests.House;

/// <summary>Who may see whom: assembly references and type references against the table in <see cref="Room"/>.</summary>
public sealed partial class RoomTests
{
    // Words that say nothing about what a thing is.
    private static readonly HashSet<string> EmptyWords =
        ["Manager", "Helper", "Util", "Utils", "Service", "Processor", "Info", "Data", "Base", "Impl", "Common", "Shared"];

    // Terms of the field that hold such a word: DocInfo and SyncInfo are passports of СЭВ.
    private static readonly string[] FieldTerms = ["DocInfo", "SyncInfo"];

    public static TheoryData<string> Rooms => [.. Room.All.Select(room => room.Assembly)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_only_what_its_row_allows(string assembly)
    {
        var room = Room.All.Single(row => row.Assembly == assembly);

        var foreign = CompiledRoom.Read(assembly).References
            .Where(reference => !CompiledRoom.IsBaseClassLibrary(reference) && !room.Allows(reference));

        Expect.None(foreign, $"{assembly} references what its row does not allow:");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Mentions_no_type_that_its_row_forbids(string assembly)
    {
        var room = Room.All.Single(row => row.Assembly == assembly);

        var forbidden = CompiledRoom.Read(assembly).SeenTypes
            .Where(type => room.Forbids(type) is not null)
            .Select(type => $"{type}: {room.Forbids(type)}");

        Expect.None(forbidden, $"{assembly} mentions what it must never see:");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Names_its_types_by_what_they_are(string assembly)
    {
        var empty = CompiledRoom.Read(assembly).OwnTypes
            .Where(name => Words().Matches(FieldTerms.Aggregate(name, (rest, term) => rest.Replace(term, string.Empty, StringComparison.Ordinal)))
                .Any(word => EmptyWords.Contains(word.Value)));

        Expect.None(empty, "Names with a word that says nothing:");
    }

    [Fact]
    public void Every_project_under_src_is_a_room()
    {
        var projects = Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
        // The node's assembly carries the name of the command.
        var rooms = Room.All.Select(room => room.Assembly == "sedx" ? "Sed.Exchange.Node" : room.Assembly).Order(StringComparer.Ordinal);

        Assert.Equal(rooms, projects);
    }

    // Base64 is a word of its own, not "Base".
    [GeneratedRegex("[A-Z][a-z]+[0-9]*")]
    private static partial Regex Words();
}
