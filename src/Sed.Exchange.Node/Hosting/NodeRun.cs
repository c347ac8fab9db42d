using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>Runs a node from its opened keys to its drained end.</summary>
internal static class NodeRun
{
    /// <summary>Runs until SIGTERM, SIGINT, cancellation or fail-stop.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="material">Its keys.</param>
    /// <param name="source">Where both came from, to be read again when it changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="output">
    /// Gets one line when the node takes mail: <c>ready node=… api=… exchange=… console=… pid=…</c>. A node that was restored says <c>restoring</c> and the
    /// same first, and <c>ready</c> when its doors are open.
    /// </param>
    /// <param name="cancel">Stops the node as SIGTERM does.</param>
    public static async Task<int> RunAsync(
        NodeConfiguration configuration, NodeMaterial material, ConfigurationSource source, TimeProvider time, TextWriter output, CancellationToken cancel)
    {
        using var logging = ConsoleLogging.Create();
        var log = logging.CreateLogger(typeof(NodeRun));
        await using var plant = await NodePlant.OpenAsync(configuration, material, time, logging, cancel);
        PortTrial.Make(configuration);
        await using var app = NodeApp.Build(configuration, material, plant, source, time, logging);
        var failStop = app.Services.GetRequiredService<FailStop>();
        try
        {
            await app.StartAsync(cancel);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Its loops run before its doors open: one met what stops a node, or somebody asked it to stop.
            return ExitCodeOf(app, failStop);
        }

        var restoration = plant.Gateway.Restoration;
        var addresses = await AnnounceAsync(configuration, plant, app, log, cancel);
        await SayAsync(restoration.IsUnderWay ? "restoring" : "ready", addresses, output);
        using var asked = cancel.Register(app.Lifetime.StopApplication);
        using var stopping = app.Lifetime.ApplicationStopping.Register(() => NodeLog.Stopping(log, configuration.NodeId));
        try
        {
            var shutdown = app.WaitForShutdownAsync(CancellationToken.None);
            if (!restoration.Open.IsCompleted && await Task.WhenAny(restoration.Open, shutdown) == restoration.Open) await SayAsync("ready", addresses, output);
            await shutdown;
        }
        catch (Exception late) when (failStop.HasTripped && late is OperationCanceledException or AggregateException)
        {
            NodeLog.StoppedHard(log, late);
        }

        return ExitCodeOf(app, failStop);
    }

    // A loop that ended by a defect stops the host, which calls that a normal end.
    private static int ExitCodeOf(WebApplication app, FailStop failStop) =>
        failStop.HasTripped ? failStop.ExitCode
        : app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(loop => loop.ExecuteTask is { IsFaulted: true }) ? 1
        : 0;

    private static async Task<string> AnnounceAsync(
        NodeConfiguration configuration, NodePlant plant, WebApplication app, ILogger log, CancellationToken cancel)
    {
        // In the order they were opened; with port 0 in the configuration only the server knows the port.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var (exchange, api, console) = (addresses[0], addresses[1], addresses.Count > 2 ? addresses[2] : "-");
        var directory = plant.Gateway.Directory.Current;
        var epoch = await plant.Journal.ReadAsync(journal => journal.Epoch, cancel);
        NodeLog.Listening(log, configuration.NodeId, exchange, api, console, directory.Serial, epoch);
        if (directory.Expires < app.Services.GetRequiredService<TimeProvider>().GetUtcNow()) NodeLog.DirectoryExpired(log, directory.Expires);
        return $"node={configuration.NodeId} api={api} exchange={exchange} console={console} pid={Environment.ProcessId}";
    }

    private static async Task SayAsync(string what, string addresses, TextWriter output)
    {
        await output.WriteLineAsync($"{what} {addresses}");
        await output.FlushAsync(CancellationToken.None);
    }
}
