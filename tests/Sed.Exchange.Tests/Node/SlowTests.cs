using Sed.Exchange.Tests.Doors;

namespace Sed.Exchange.Tests.Node;

/// <summary>Who sends a drop at a time is not waited for, and who names another host is told so.</summary>
public sealed class SlowTests(ImpatientNode node) : IClassFixture<ImpatientNode>
{
    internal static IEnumerable<DoorRow> Rows { get; } =
    [
        new(Door.Wire, "headers that do not come", "408", Fate.NotStored),
        new(Door.Wire, "a body that does not come", "request-too-slow", Fate.NotStored),
        new(Door.Wire, "another host than `listen.hosts` names", "host-not-served", Fate.NotStored),
    ];

    [Fact]
    public async Task Headers_that_do_not_come_end_the_connection()
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        Assert.Equal(408, (await wire.ReadAsync())!.Status);
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_told_so_and_ends_the_connection()
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync(
            $"POST /api/v1/packages HTTP/1.1\r\nHost: {node.Api.Authority}\r\nAuthorization: Bearer {node.GovernmentKey}\r\nContent-Type: application/zip\r\nContent-Length: 100000\r\n\r\nPK");

        var answer = await wire.ReadAsync();

        Assert.Equal((408, "request-too-slow"), (answer!.Status, answer.Code));
        Assert.True(await wire.IsClosedAsync());
    }

    [Theory]
    [InlineData("edo.tula.example", 200)]
    [InlineData("EDO.tula.example:20444", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:443", 200)]
    [InlineData("localhost", 200)]
    [InlineData("edo.tula.example.evil.example", 421)]
    [InlineData("evil.example", 421)]
    public async Task Only_names_of_the_node_are_served_when_they_are_configured(string host, int status)
    {
        await using var wire = await node.RawAsync(node.Api);
        await wire.SendAsync($"GET /health/live HTTP/1.1\r\nHost: {host}\r\nAccept-Language: en\r\n\r\n");

        var answer = await wire.ReadAsync();

        Assert.Equal(status, answer!.Status);
        if (status == 421) Assert.Equal("host-not-served", answer.Code);
    }
}
