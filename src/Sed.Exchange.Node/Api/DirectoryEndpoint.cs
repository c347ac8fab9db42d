using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api;

/// <summary>Whom mail can be addressed to.</summary>
internal static class DirectoryEndpoint
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/directory", Search)
            .WithTags("ask")
            .WithSummary("Organisations whose name, ИНН or индекс СЭВ contains the query; without a query, all")
            .Produces<DirectoryPage>()
            .Fails();

    private static IResult Search(Gateway gateway, TimeProvider time, string? query)
    {
        var directory = gateway.Directory.Current;
        var now = time.GetUtcNow();
        var wanted = query?.Trim();
        return TypedResults.Json(
            new DirectoryPage(
                directory.Serial,
                [.. directory.Organisations
                    .Where(row => row.ValidFrom <= now && (row.ValidTo is null || now < row.ValidTo) && (string.IsNullOrEmpty(wanted) || Matches(row, wanted)))
                    .Select(row => new DirectoryItem(
                        row.Id, row.Name, row.ShortName, row.SevIndexes, row.Node, directory.FindNode(row.Node)?.Formats ?? []))]),
            DocumentJson.Compact);
    }

    private static bool Matches(Organisation row, string wanted) =>
        new[] { row.Name, row.ShortName, row.Inn, row.Id.ToString() }.Concat(row.SevIndexes)
            .Any(text => text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true);
}
