using System.Text.Encodings.Web;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Cards;
using Sed.Exchange.Node.Api.Downloads;
using Sed.Exchange.Node.Api.Reports;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.ConsolePage;
using Sed.Exchange.Node.Evidence;
using Sed.Exchange.Node.Exchange;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Hosting;

/// <summary>The web application of a node: services, pipeline, routes, in that order.</summary>
internal static class NodeApp
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    public static WebApplication Build(NodeConfiguration configuration, NodeMaterial material, NodePlant plant, ConfigurationSource source, TimeProvider time, ILoggerFactory logging)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "sedx", EnvironmentName = Environments.Production });

        // Everything is in node.json: neither appsettings nor ASPNETCORE_* may open another listener or change a limit.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelListeners.Configure(kestrel, configuration, plant.Tls));
        AddServices(builder.Services, configuration, plant, material, time, logging);
        builder.Services.AddSingleton(source);

        var app = builder.Build();
        app.UseAccidentGate();
        app.UseAnswerHeaders();
        app.UseRequestGate();
        app.UseRouting();
        app.UseListenerGate();
        app.UsePeerGate();
        app.UseRestoreGate();
        app.UseAuthentication();
        app.UseCallerGate();
        app.UseRevocationGate();
        app.UseAuthorization();
        Health.Map(app);
        ApiRoutes.Map(app);
        ExchangeRoutes.Map(app);
        ConsoleRoutes.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").On(Listener.Api).RequireAuthorization(ClientRoles.Any);
        return app;
    }

    private static void AddServices(IServiceCollection services, NodeConfiguration configuration, NodePlant plant, NodeMaterial material, TimeProvider time, ILoggerFactory logging)
    {
        services.AddSingleton(logging);
        services.AddSingleton(configuration);
        services.AddSingleton(time);
        services.AddSingleton(plant.Journal);
        services.AddSingleton(plant.Blobs);
        services.AddSingleton(plant.Gateway);
        services.AddSingleton<FailStop>();
        services.AddHostedService<DispatcherLoop>();
        services.AddHostedService<ChannelLoop>();
        services.AddSingleton(material.Identity);
        services.AddSingleton(plant.Tls);
        services.AddHostedService<KeyWatch>();
        services.AddHostedService<DirectoryLoop>();
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = DrainTime;
            // Deadlines of the whole host count, not those of each service in a row.
            host.ServicesStopConcurrently = true;
        });

        var gate = new UploadGate(configuration.Listening.Uploads);
        services.AddSingleton(new UploadDesk(
            plant.Uploads,
            gate,
            new UploadLimits(
                configuration.ContainerLimits.ContainerBytes, configuration.PackageLimits.Files, configuration.Listening.PartHeaderBytes),
            plant.Blobs));
        services.AddSingleton(new ResumableDesk(plant.Resumable, gate, configuration.ContainerLimits.ContainerBytes, logging.CreateLogger<ResumableDesk>()));
        services.AddHostedService<ResumableSweep>();
        services.AddSingleton(_ => new HeavyWork(time, HeavyWork.UsualPlaces));
        services.AddSingleton<DirectoryPlaces>();
        services.AddSingleton<DownloadDesk>();
        services.AddSingleton<CardDesk>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton(new EvidenceAssembly(plant.Blobs, material.Trust, configuration, time));
        services.AddSingleton<ClientRegistry>();
        services.AddSingleton(_ => new CallerLimits(configuration.Listening, time, logging.CreateLogger<CallerLimits>()));

        // AddAuthentication would bring data protection, which writes keys into the user's home; nothing here needs it.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = ClientAuthentication.SchemeName;
            authentication.AddScheme<ClientAuthentication>(ClientAuthentication.SchemeName, null);
        });
        services.AddSingleton(UrlEncoder.Default);
        services.AddTransient<ClientAuthentication>();
        services.AddAuthorizationBuilder()
            .AddPolicy(ClientRoles.Installation, policy => policy.RequireRole(ClientRoles.Installation))
            .AddPolicy(ClientRoles.Any, policy => policy.RequireAuthenticatedUser());
        services.ConfigureHttpJsonOptions(json => DocumentJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", ApiDescription.Configure);
    }
}
