using System.Text.RegularExpressions;
using Sed.Exchange.Client;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Node;

/// <summary>Commands and page speak both languages, completely.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_places_for_values()
    {
        Assert.Equal(Words.Russian.Keys.Order(StringComparer.Ordinal), Words.English.Keys.Order(StringComparer.Ordinal));
        Assert.All(Words.Russian.Keys, key => Assert.Equal(PlacesOf(Words.Russian[key]), PlacesOf(Words.English[key])));
    }

    [Fact]
    public void Everything_that_has_a_name_has_words()
    {
        string[] wanted =
        [
            .. Enum.GetNames<DeliveryState>().Select(name => $"state.{name}"),
            .. Enum.GetNames<ReceiptKind>().Select(name => $"event.{name}"),
            .. Enum.GetNames<ReportEvent>().Select(name => $"event.{name}"),
            .. Enum.GetNames<ConfigurationFaultKind>().Select(name => $"fault.{name}"),
            .. Enum.GetNames<ConnectionFault>().SelectMany(name => new[] { $"connection.{name}", $"connection.{name}.do" }),
            .. Enum.GetNames<VerdictType>().Select(name => $"type.{char.ToLowerInvariant(name[0])}{name[1..]}"),
            .. Enum.GetNames<VerdictResult>().Select(name => $"result.{char.ToLowerInvariant(name[0])}{name[1..]}"),
        ];

        Expect.None(wanted.Where(key => !Words.Russian.Has(key)), "Names without words:");
    }

    [Fact]
    public void No_words_are_left_over()
    {
        // Making the tree asks for the words of every command and option: a missing one throws here.
        var tree = new[] { Words.Russian, Words.English }.Select(words => SedxCommands.Create(new CommandSurroundings { Words = words, Output = TextWriter.Null, Error = TextWriter.Null })).Last();
        var used = DescriptionsOf(tree).ToHashSet(StringComparer.Ordinal);

        Expect.None(Words.English.Keys.Where(key => key.StartsWith("help.", StringComparison.Ordinal) && !used.Contains(Words.English[key])), "Words nobody asks for:");
    }

    [Theory]
    [InlineData("ru", "--lang", "ru")]
    [InlineData("en", "--lang=en")]
    [InlineData("en", "verify", "x", "--lang", "en")]
    [InlineData("ru")]
    public void The_language_is_the_option_then_the_environment_then_Russian(string expected, params string[] arguments)
    {
        Assert.Equal(expected, SedxCommands.WordsOf(arguments, _ => null).Language);
        Assert.Equal(arguments.Length == 0 ? "en" : expected, SedxCommands.WordsOf(arguments, name => name == "SEDX_LANG" ? "en" : null).Language);
    }

    private static IEnumerable<string> DescriptionsOf(System.CommandLine.Command command) =>
        new[] { command.Description! }
            .Concat(command.Options.Select(option => option.Description!))
            .Concat(command.Arguments.Select(argument => argument.Description!))
            .Concat(command.Subcommands.SelectMany(DescriptionsOf));

    private static string PlacesOf(string words) => string.Join(' ', Places().Matches(words).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[0-9]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Places();
}
