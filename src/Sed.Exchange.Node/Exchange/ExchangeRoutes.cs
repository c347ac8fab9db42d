using System.Globalization;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Exchange;

/// <summary>The protocol between nodes (DESIGN section 5), version 1.</summary>
internal static class ExchangeRoutes
{
    /// <summary>Where directories are had and brought, also while this node is being restored: with an old one it may find nobody.</summary>
    public const string DirectoryPath = Root + Directories;

    private const string Root = "/exchange/v1";
    private const string Directories = "/directory";
    private const int ReceiptBytes = 1024 * 1024;
    private static readonly string[] Versions = ["1"];
    private static readonly TimeSpan LongestBringing = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup(Root).On(Listener.Exchange).ExcludeFromDescription();
        open.MapGet(Directories, DirectoryAsync);
        var peers = open.MapGroup(string.Empty).RequirePeer();
        peers.MapPost("/containers", ContainerAsync).Bodies(null);
        ContainerUploads.Map(peers);
        peers.MapPost("/receipts", ReceiptAsync).Bodies(ReceiptBytes).InLane(CallLane.Settling);
        peers.MapPost(Directories, OfferDirectoryAsync).Bodies(DirectoryFile.MaxBytes);
        peers.MapGet("/deliveries/{messageId:guid}/{recipient:guid}", ReceiptsOfAsync);
        peers.MapGet("/exchanged", ExchangedAsync);
        peers.MapGet("/containers/{digest}", OctetsAsync);
        peers.MapGet("/about", AboutAsync);

        // Another version: the caller must know that it is the version, not the path.
        routes.Map("/exchange/{version}/{**rest}", (string version) => new ProblemAnswer(
                version == "v1" ? ProblemCodes.NotFound : HttpProblemCodes.VersionNotAccepted, version))
            .On(Listener.Exchange)
            .ExcludeFromDescription();
    }

    /// <summary>Answers what reception says.</summary>
    public static IResult Answer(ReceptionResult result, Guid messageId) => result switch
    {
        ReceptionResult.Answered answered => Receipts(answered.Receipts),
        ReceptionResult.NotTaken refused => new ProblemAnswer(refused.Problem) { MessageId = messageId },
        _ => throw new InvalidOperationException($"Reception said {result.GetType().Name}."),
    };

    /// <summary>The receipts, as peers read them.</summary>
    public static IResult Receipts(IReadOnlyList<ReceiptRow> receipts) => TypedResults.Json(
        new { receipts = receipts.Select(receipt => new { recipient = receipt.Recipient, kind = receipt.Kind.ToString(), receipt = receipt.Bytes }) },
        DocumentJson.Compact);

    private static async Task<IResult> ContainerAsync(
        HttpContext http, Peer peer, Gateway gateway, UploadDesk desk, ResumableDesk pieces, CancellationToken cancel)
    {
        if (HandedUpload.IsNamed(http.Request)) return await ContainerUploads.FinishAsync(http, peer, gateway, pieces, cancel);
        if (!PackageEndpoints.MediaTypeIs(http.Request, MediaTypes.Container)) return new ProblemAnswer(HttpProblemCodes.MediaTypeNotAccepted, http.Request.ContentType);
        if (http.Request.ContentLength > desk.Limits.Bytes) return new ProblemAnswer(ProblemCodes.TooLarge, $"{desk.Limits.Bytes} octets are taken");
        if (ContainerHeaders.Read(http.Request.Headers, WireHeaders.ContentDigest, out var fault) is not { } headers) return new ProblemAnswer(ProblemCodes.HeadersInvalid, fault);
        using var place = desk.Gate.Neighbours.Enter(peer.Id);
        desk.RequireRoom(http.Request.ContentLength, copies: 1);
        var result = await gateway.Reception.ReceiveAsync(
            new IncomingContainer(
                peer.Id, headers.MessageId, headers.Sender, headers.Recipients, headers.Path, headers.DirectorySerial, headers.ContentSha256, http.Request.Body)
            {
                Container = headers.Container,
            },
            cancel);
        return Answer(result, headers.MessageId);
    }

    private static Task<IResult> ReceiptAsync(HttpContext http, Peer peer, Gateway gateway, CancellationToken cancel) =>
        TakeAsync(http, file => gateway.Receipts.ReceiveAsync(peer.Id, file, cancel), cancel);

    // Its signature counts, not who brings it; a node is asked for because verifying costs work.
    private static async Task<IResult> OfferDirectoryAsync(HttpContext http, Peer peer, Gateway gateway, DirectoryPlaces places, CancellationToken cancel)
    {
        // Not for ever: who sends slowly keeps nobody else from bringing his.
        if (!places.Enter(peer.Id)) return new ProblemAnswer(new Problem(ProblemCodes.Busy, "a directory is being read") { RetryAfter = TimeSpan.FromSeconds(10) });
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(LongestBringing);
            return await TakeAsync(http, file => gateway.Directory.ReceiveAsync(peer.Id, file, cancel), limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ProblemAnswer(HttpProblemCodes.RequestTooSlow);
        }
        finally
        {
            places.Leave(peer.Id);
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext http, Func<byte[], Task<Problem?>> door, CancellationToken cancel)
    {
        if (!PackageEndpoints.MediaTypeIs(http.Request, MediaTypes.Simple)) return new ProblemAnswer(HttpProblemCodes.MediaTypeNotAccepted, http.Request.ContentType);
        using var octets = new MemoryStream();
        await http.Request.Body.CopyToAsync(octets, cancel);
        return await door(octets.ToArray()) is { } problem ? new ProblemAnswer(problem) : TypedResults.NoContent();
    }

    // Receipts concern the nodes of a delivery only, and who holds its container; the others learn nothing, not even that it exists.
    private static async Task<IResult> ReceiptsOfAsync(Peer peer, Gateway gateway, Guid messageId, Guid recipient, string? container, CancellationToken cancel)
    {
        DigestValue? digest = null;
        if (container is not null)
        {
            if (!DigestValue.TryParse(container, out var named)) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "container: <algorithm>:<hexadecimal>");
            digest = named;
        }

        return Receipts(await gateway.Recollection.ReceiptsOfAsync(peer.Id, messageId, recipient, digest, cancel));
    }

    private static async Task<IResult> ExchangedAsync(Peer peer, Gateway gateway, DateTimeOffset since, long? after, CancellationToken cancel)
    {
        var page = await gateway.Recollection.ListAsync(peer.Id, since, after ?? 0, cancel);
        return TypedResults.Json(
            new
            {
                deliveries = page.Deliveries.Select(delivery => new
                {
                    messageId = delivery.MessageId,
                    recipient = delivery.Recipient,
                    container = delivery.Container.ToString(),
                    length = delivery.Length,
                    hop = delivery.Hop.ToString().ToLowerInvariant(),
                    path = delivery.Path,
                    receipts = delivery.Receipts,
                }),
                next = page.Next,
            },
            DocumentJson.Compact);
    }

    private static async Task<IResult> OctetsAsync(Peer peer, Gateway gateway, string digest, CancellationToken cancel)
    {
        if (!DigestValue.TryParse(digest, out var container)) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "digest: <algorithm>:<hexadecimal>");
        return await gateway.Recollection.OpenContainerAsync(peer.Id, container, cancel) is { } octets
            ? TypedResults.Stream(octets, MediaTypes.Container)
            : new ProblemAnswer(ProblemCodes.NotFound);
    }

    // Signed and meant for every node. A node whose own pin alone went wrong must be able to fetch the directory that has the new one.
    private static async Task<IResult> DirectoryAsync(HttpContext http, Gateway gateway, long? after, CancellationToken cancel)
    {
        if (PeerGate.Find(http) is null && http.RequestServices.GetRequiredService<CallerLimits>().CountStranger(http.Connection.RemoteIpAddress) is null)
        {
            var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ExchangeRoutes));
            NodeLog.StrangerAskedForDirectory(log, http.Connection.RemoteIpAddress, PeerGate.PinOf(http) ?? "-");
        }

        // Step by step, because after a change of the signer only the one between leads from what the caller has to what is in force.
        if (after is { } known)
        {
            return await gateway.Directory.FindNextAsync(known, cancel) is { } next
                ? TypedResults.Bytes(next.File, MediaTypes.Simple)
                : TypedResults.NoContent();
        }

        var tag = $"\"{gateway.Directory.Current.Serial.ToString(CultureInfo.InvariantCulture)}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch == tag
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(gateway.Directory.CurrentFile, MediaTypes.Simple);
    }

    private static async Task<IResult> AboutAsync(
        Gateway gateway, IJournal journal, NodeConfiguration configuration, TimeProvider time, CancellationToken cancel)
    {
        var directory = gateway.Directory.Current;
        return TypedResults.Json(
            new
            {
                node = configuration.NodeId,
                epoch = await journal.ReadAsync(reader => reader.Epoch, cancel),
                versions = Versions,
                formats = directory.FindNode(configuration.NodeId)?.Formats ?? [],
                suites = Suite.All.Select(suite => suite.Name),
                limits = new { containerBytes = configuration.ContainerLimits.ContainerBytes },
                directorySerial = directory.Serial,
                time = time.GetUtcNow(),
                clock = gateway.Clock.IsSure ? "ok" : "inDoubt",
            },
            DocumentJson.Compact);
    }
}
