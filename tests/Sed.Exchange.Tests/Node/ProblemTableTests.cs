using System.Reflection;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Tests.Node;

/// <summary>No door can say a code that the API cannot answer.</summary>
public sealed class ProblemTableTests
{
    [Fact]
    public void Every_problem_has_a_status_and_texts_in_both_languages()
    {
        Assert.All(Codes(), code =>
        {
            Assert.InRange(ProblemTable.Find(code).Status, 400, 599);
            Assert.NotEmpty(TextCatalogue.Find("ru", code).Do);
            Assert.NotEmpty(TextCatalogue.Find("en", code).Do);
        });
    }

    [Fact]
    public void No_row_is_without_a_code_and_none_stands_twice() =>
        Assert.Equal(Codes().Order(StringComparer.Ordinal), ProblemTable.All.Select(row => row.Code).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(ProblemCodes.DestinationFull)]
    [InlineData(ProblemCodes.NoRoom)]
    [InlineData(ProblemCodes.NotDurable)]
    [InlineData(ProblemCodes.StoreUnreachable)]
    [InlineData(ProblemCodes.KeyUnavailable)]
    [InlineData(ProblemCodes.DirectoryBehind)]
    [InlineData(ProblemCodes.SentAtInFuture)]
    public void What_passes_by_itself_is_temporary_between_nodes(string code) => Assert.Equal(503, ProblemTable.Find(code).PeerStatus);

    private static List<string> Codes() => [.. new[] { typeof(ProblemCodes), typeof(HttpProblemCodes) }
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(field => (string)field.GetRawConstantValue()!)];
}
