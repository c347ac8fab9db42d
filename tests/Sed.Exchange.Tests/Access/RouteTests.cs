using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Tests.Doubles;
using Sed.Exchange.Tests.House;

namespace Sed.Exchange.Tests.Access;

/// <summary>The table of access is the application's own list of routes, and the documents' table.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task Every_route_of_the_application_has_a_row_and_every_row_a_route()
    {
        var routes = (await RoutesAsync())
            .SelectMany(route => MethodsOf(route).Select(method => $"{method} /{route.RoutePattern.RawText!.TrimStart('/').TrimEnd('/')} {ListenersOf(route)}"));
        var rows = AccessTable.Rows.Select(row => $"{row.Name} {row.Listeners}");

        Assert.Equal(rows.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_shows_the_table() =>
        DocumentTable.Check(
            "docs/access.md",
            "routes",
            [
                "| route | listener | who may | an installation of another organisation |",
                "|---|---|---|---|",
                .. AccessTable.Rows.Select(row => $"| `{row.Name}` | {Listeners(row.Listeners)} | {Who(row.Door)} | {Foreign(row)} |"),
            ]);

    private static string Listeners(Listener listeners) => string.Join(", ", Enum.GetValues<Listener>()
        .Where(listener => listener != Listener.None && listeners.HasFlag(listener)).Select(listener => listener.ToString().ToLowerInvariant()));

    private static string Who(Door door) => door switch
    {
        Door.Open => "everybody who reaches the listener",
        Door.Installation => "installation",
        Door.AnyClient => "installation, administrator",
        _ => "node of the directory",
    };

    private static string Foreign(AccessRow row) => row switch
    {
        { Door: Door.Open or Door.Peer } => "–",
        { Foreign: 404 } => "404 `not-found`",
        { Method: "POST" } => "its own only",
        _ => "sees its own only",
    };

    private static IEnumerable<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];

    private static Listener ListenersOf(RouteEndpoint route) => route.Metadata.GetMetadata<ListenerTag>()?.Listener ?? Listener.None;

    // The application as NodeRun builds it, asked before it starts.
    private static async Task<IReadOnlyList<RouteEndpoint>> RoutesAsync()
    {
        using var folder = new TemporaryFolder();
        var region = RegionMaker.Make(DemoRegion.Plan(Suite.Ecdsa, [.. Enumerable.Range(20000, DemoRegion.PortCount)]), Path.Combine(folder.Path, "region"), TimeProvider.System);
        var configuration = ConfigurationFile.Read(region.Node(DemoRegion.TulaNode).ConfigFile, []);
        var material = NodeMaterial.Open(configuration, dev: true, TimeProvider.System.GetUtcNow());
        await using var plant = await NodePlant.OpenAsync(configuration, material, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var app = NodeApp.Build(configuration, material, plant, new ConfigurationSource(region.Node(DemoRegion.TulaNode).ConfigFile, Dev: true), TimeProvider.System, NullLoggerFactory.Instance);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }
}
