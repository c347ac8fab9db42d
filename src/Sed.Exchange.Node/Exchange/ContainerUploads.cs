using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Exchange;

/// <summary>
/// Large containers in pieces (DESIGN section 5): an upload by tus whose creation names key and digest, finished by <c>POST /containers</c> with
/// <c>Sed-Upload</c>. The key is the container's digest: a peer that has forgotten everything but the container finds its upload again.
/// </summary>
internal static class ContainerUploads
{
    private static readonly HashSet<string> Useless = new(StringComparer.Ordinal)
    {
        ProblemCodes.DigestMismatch, ProblemCodes.TooLarge, ProblemCodes.HeadersInvalid, ProblemCodes.Loop,
    };

    public static void Map(IEndpointRouteBuilder peers) => TusRoutes.Map(peers.MapGroup("/uploads"), new TusDoor((gate, http) => gate.Neighbours.Enter(http.Features.Get<Peer>()!.Id), OwnerOf, JudgeAsync));

    /// <summary>Receives the container that the request names by its upload.</summary>
    public static async Task<IResult> FinishAsync(HttpContext http, Peer peer, Gateway gateway, ResumableDesk desk, CancellationToken cancel)
    {
        if (ContainerHeaders.Read(http.Request.Headers, WireHeaders.ReprDigest, out var fault) is not { } headers) return new ProblemAnswer(ProblemCodes.HeadersInvalid, fault);
        using var place = desk.Gate.Neighbours.Enter(peer.Id);
        using var handed = await HandedUpload.TakeAsync(http.Request, desk, OwnerOf(http), cancel);
        ReceptionResult result;
        await using (var octets = handed!.Open())
        {
            result = await gateway.Reception.ReceiveAsync(
                new IncomingContainer(
                    peer.Id, headers.MessageId, headers.Sender, headers.Recipients, headers.Path, headers.DirectorySerial, headers.ContentSha256, octets)
                {
                    Container = headers.Container,
                },
                cancel);
        }

        // Committed here, it is recognised by its digest from now on. What the peer is to try again is kept: it need not travel again.
        if (result is ReceptionResult.Answered || (result is ReceptionResult.NotTaken refused && Useless.Contains(refused.Problem.Code))) handed.Delete();
        return ExchangeRoutes.Answer(result, headers.MessageId);
    }

    private static string OwnerOf(HttpContext http) => $"node/{http.Features.Get<Peer>()!.Id}";

    private static async Task<TusCreation> JudgeAsync(HttpContext http, CancellationToken cancel)
    {
        if (ContainerHeaders.Read(http.Request.Headers, WireHeaders.ReprDigest, out var fault) is not { } headers)
            throw new UploadException(ProblemCodes.HeadersInvalid, fault);
        var (peer, reception) = (http.Features.Get<Peer>()!.Id, http.RequestServices.GetRequiredService<Gateway>().Reception);
        if (await reception.FindLoopAsync(peer, headers.DirectorySerial, headers.Path, headers.Recipients, cancel) is { } loop)
            throw new UploadException(loop);
        return await reception.FindSaidAsync(peer, headers.Container, headers.Sender, headers.MessageId, headers.Recipients, cancel) is { } said
            ? new TusCreation(null, ExchangeRoutes.Receipts(said))
            : new TusCreation(headers.Container.ToString());
    }
}
