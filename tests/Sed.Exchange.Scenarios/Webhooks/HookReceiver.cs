using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Scenarios.Webhooks;

/// <summary>
/// A receiver of a feed on loopback that has bad days: it answers with errors, sends elsewhere, breaks connections, hangs, and at last confirms. On demand it
/// takes one call and withholds the answer.
/// </summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<HookCall> _calls = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _badDays = new();

    public HookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(ReceiveAsync);
        _server.StartAsync().GetAwaiter().GetResult();
        Url = new Uri(new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/hook");
    }

    /// <summary>Where it is called.</summary>
    public Uri Url { get; }

    /// <summary>Every call, confirmed or not, in order.</summary>
    public IReadOnlyList<HookCall> Calls => [.. _calls];

    /// <summary>Calls of other addresses than <see cref="Url"/>: a redirect that was followed.</summary>
    public int Strayed { get; private set; }

    /// <summary>Bad days still to come.</summary>
    public int BadDays => _badDays.Count;

    /// <summary>The next call meets this instead of a confirmation.</summary>
    public void Next(Func<HttpContext, Task> answer) => _badDays.Enqueue(answer);

    /// <summary>The next call gets no answer until its caller is gone; completes when the call is there.</summary>
    public Task HoldNextAsync()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Next(async context =>
        {
            held.SetResult();
            await HangAsync(context);
        });
        return held.Task;
    }

    /// <summary>Does not answer until the caller is gone.</summary>
    public static async Task HangAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        if (context.Request.Path != Url.AbsolutePath)
        {
            Strayed++;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        _calls.Enqueue(new HookCall(headers["webhook-id"].Single()!, headers["webhook-timestamp"].Single()!, headers["webhook-signature"].Single()!, body.ToArray()));
        if (_badDays.TryDequeue(out var answer)) await answer(context);
    }
}
