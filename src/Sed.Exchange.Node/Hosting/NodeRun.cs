using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Runs a node from its opened keys to its drained end.</summary>
internal static class NodeRun
{
    /// <summary>Exit code after fail-stop: not 2, so that a supervisor starts the node again.</summary>
    private const int Failed = 1;

    /// <summary>Runs until SIGTERM, SIGINT, cancellation or fail-stop.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="material">Its keys.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">Gets one line when the node is ready: <c>ready node=… api=… exchange=… console=… pid=…</c>.</param>
    /// <param name="cancel">Stops the node as SIGTERM does.</param>
    public static async Task<int> RunAsync(
        NodeConfiguration configuration, NodeMaterial material, TimeProvider time, TextWriter output, CancellationToken cancel)
    {
        using var logging = ConsoleLogging.Create();
        var log = logging.CreateLogger(typeof(NodeRun));
        await using var plant = await NodePlant.OpenAsync(configuration, material, time, logging, cancel);
        await using var app = NodeApp.Build(configuration, material, plant, time, logging);
        await app.StartAsync(cancel);
        await AnnounceAsync(configuration, plant, app, log, output, cancel);
        using var asked = cancel.Register(app.Lifetime.StopApplication);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => NodeLog.Stopping(log, configuration.NodeId));
        await app.WaitForShutdownAsync(CancellationToken.None);
        return app.Services.GetRequiredService<FailStop>().HasTripped ? Failed : 0;
    }

    private static async Task AnnounceAsync(
        NodeConfiguration configuration, NodePlant plant, WebApplication app, ILogger log, TextWriter output, CancellationToken cancel)
    {
        // In the order they were opened; with port 0 in the configuration only the server knows the port.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var (exchange, api, console) = (addresses[0], addresses[1], addresses.Count > 2 ? addresses[2] : "-");
        var directory = plant.Gateway.Directory.Current;
        var epoch = await plant.Journal.ReadAsync(journal => journal.Epoch, cancel);
        NodeLog.Listening(log, configuration.NodeId, exchange, api, console, directory.Serial, epoch);
        if (directory.Expires < app.Services.GetRequiredService<TimeProvider>().GetUtcNow()) NodeLog.DirectoryExpired(log, directory.Expires);
        await output.WriteLineAsync($"ready node={configuration.NodeId} api={api} exchange={exchange} console={console} pid={Environment.ProcessId}");
        await output.FlushAsync(cancel);
    }
}
