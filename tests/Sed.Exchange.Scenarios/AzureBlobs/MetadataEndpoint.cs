using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Scenarios.AzureBlobs;

/// <summary>
/// The endpoint that hands an app service or container app in Azure the tokens of its managed identity, on loopback. (A virtual machine asks an address
/// of the link, which a test must not; the client library is the same.) Its tokens have the right audience and time and no signature worth checking: the emulator does not check one.
/// </summary>
internal sealed class MetadataEndpoint : IAsyncDisposable
{
    private const string Header = "not-a-secret-of-anything";

    private readonly WebApplication _app;

    private MetadataEndpoint(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Client ids asked for, in order; empty for the system-assigned identity.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Variables by which a process finds it.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = new Uri(Address, "msi/token").ToString(),
        ["IDENTITY_HEADER"] = Header,
    };

    public static async Task<MetadataEndpoint> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var address = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var endpoint = new MetadataEndpoint(app, new Uri(address));
        app.MapGet("/msi/token", (HttpRequest request) => request.Headers["X-IDENTITY-HEADER"] == Header ? endpoint.Give(request) : Results.Unauthorized());
        await app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Give(HttpRequest request)
    {
        Asked.Enqueue(request.Query["client_id"].ToString());
        if (request.Query["resource"] != "https://storage.azure.com") return Results.BadRequest();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var until = now + 3600;
        var token = $"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(new { aud = "https://storage.azure.com", iss = "https://sts.windows.net/test/", iat = now - 60, nbf = now - 60, exp = until })}.c2ln";
        return Results.Json(new
        {
            access_token = token,
            expires_on = until.ToString(CultureInfo.InvariantCulture),
            expires_in = "3600",
            resource = "https://storage.azure.com",
            token_type = "Bearer",
        });
    }

    private static string Part(object value) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
