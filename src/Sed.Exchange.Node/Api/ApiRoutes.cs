using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Api;

/// <summary>The API for installations: its contents in one place.</summary>
internal static class ApiRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").On(Listener.Api);

        // Content and acts: for installations only.
        var installation = api.MapGroup(string.Empty).RequireAuthorization(ClientRoles.Installation);
        PackageEndpoints.Map(installation);
        UploadEndpoints.Map(installation);
        InboxEndpoints.Map(installation);
        InboxContentEndpoints.Map(installation);
        ReportEndpoint.Map(installation);

        // What became of it: for administrators too.
        var any = api.MapGroup(string.Empty).RequireAuthorization(ClientRoles.Any);
        MessageEndpoints.Map(any, installation);
        EventEndpoint.Map(any);
        ControlEndpoint.Map(any);
        DirectoryEndpoint.Map(any);
    }

    /// <summary>Documents the problems an endpoint can answer; 401 goes without saying.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (var status in statuses.Prepend(StatusCodes.Status401Unauthorized)) builder.Produces<ProblemDocument>(status, MediaTypes.Problem);
        return builder;
    }

    /// <summary>Allows bodies of this size.</summary>
    public static TBuilder Bodies<TBuilder>(this TBuilder builder, long? octets)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BodyLimit(octets));
}
