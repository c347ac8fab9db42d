using System.Text.RegularExpressions;

namespace Sed.Exchange.Tests.House;

/// <summary>What documents point at is there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        var broken = Documents().SelectMany(document => Link().Matches(Repository.Read(document))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Repository.Has(Path.Combine(Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{document}: {target}"));

        Expect.None(broken, "Links that lead nowhere:");
    }

    [Fact]
    public void Every_path_of_the_repository_that_a_document_names_exists()
    {
        var absent = Documents().SelectMany(document => NamedPath().Matches(Repository.Read(document))
            .Select(match => match.Groups["path"].Value)
            .Where(path => !Repository.Has(path))
            .Select(path => $"{document}: {path}"));

        Expect.None(absent, "Paths that are not there:");
    }

    [Fact]
    public void Every_test_that_a_document_names_exists()
    {
        var tests = string.Concat(Repository.Files("tests", "*.cs").Select(Repository.Read));
        var absent = Documents().SelectMany(document => NamedTest().Matches(Repository.Read(document))
            .Where(match => !tests.Contains($"class {match.Groups["class"].Value}", StringComparison.Ordinal)
                || !tests.Contains($" {match.Groups["test"].Value}(", StringComparison.Ordinal))
            .Select(match => $"{document}: {match.Value}"));

        Expect.None(absent, "Tests that are not there:");
    }

    [Fact]
    public void Every_decision_is_numbered_once_and_without_gaps()
    {
        var numbers = Repository.Files("docs/decisions", "*.md").Select(file => Path.GetFileName(file)[..4]);

        Assert.Equal(Enumerable.Range(1, numbers.Count()).Select(number => $"{number:0000}"), numbers);
    }

    private static IEnumerable<string> Documents() => Repository.Files(string.Empty, "*.md");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    // `src/…`, `tests/…` in backticks; a pattern with a star or a placeholder is not a path.
    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|schemas|certs-dev|\.ci)/[\w./-]+)`")]
    private static partial Regex NamedPath();

    // `SomethingTests.A_sentence_about_it`.
    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>\w+_\w+)`")]
    private static partial Regex NamedTest();
}
