using System.Text.Json;

namespace Sed.Exchange.Tests.House;

/// <summary>The ways in which the node is broken on purpose (`docs/reliability.md`, "It bites") still break something: code moves, and their words with it.</summary>
public sealed class MutationTests
{
    private const string List = "tests/Sed.Exchange.Simulation/mutations.json";

    private static IReadOnlyList<JsonElement> Mutations { get; } = [.. JsonDocument.Parse(Repository.Read(List)).RootElement.EnumerateArray()];

    [Fact]
    public void The_words_that_each_replaces_stand_in_its_file_once()
    {
        var wrong = Mutations
            .Select(mutation => (Name: Text(mutation, "name"), Count: Repository.Read(Text(mutation, "file")).Split(Text(mutation, "from")).Length - 1))
            .Where(found => found.Count != 1).Select(found => $"{found.Name}: {found.Count} times");

        Expect.None(wrong, $"Words of {List} that do not stand in their file once:");
    }

    [Fact]
    public void Each_is_told_of_with_who_noticed_it()
    {
        var document = Repository.Read("docs/reliability.md");
        Expect.None(Mutations.Select(mutation => Text(mutation, "name")).Where(name => !document.Contains($"| {name} |", StringComparison.Ordinal)), "Mutations that docs/reliability.md does not list:");
    }

    [Fact]
    public void The_test_that_is_named_for_one_exists()
    {
        var tests = Repository.Files("tests/Sed.Exchange.Tests", "*.cs").ToDictionary(file => file, Repository.Read);
        var absent = Mutations.Where(mutation => mutation.TryGetProperty("test", out _)).Select(mutation => Text(mutation, "test"))
            .Where(test => !tests.Any(file => file.Key.EndsWith($"/{test.Split('.')[0]}.cs", StringComparison.Ordinal) && file.Value.Contains($" {test.Split('.')[1]}(", StringComparison.Ordinal)));

        Expect.None(absent, $"Tests named in {List} that are not there:");
    }

    private static string Text(JsonElement mutation, string property) => mutation.GetProperty(property).GetString()!;
}
