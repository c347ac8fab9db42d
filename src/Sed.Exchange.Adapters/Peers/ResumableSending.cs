using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Adapters.Peers;

/// <summary>
/// Sends one large container in pieces (DESIGN section 5): begin or find the upload, append from the offset that the peer tells, hand it in. Nothing is
/// remembered here: the peer finds the upload again by the container's digest, so an attempt after a cut, or after a restart of either side, goes on
/// where the last one ended.
/// </summary>
internal sealed partial class ResumableSending(
    NodeEntry peer,
    ContainerTransfer transfer,
    byte[] sha256,
    Func<HttpRequestMessage, long, Func<HttpResponseMessage, PeerReply, CancellationToken, Task<PeerAnswer?>>, Task<PeerAnswer?>> exchange)
{
    private const string Uploads = "/exchange/v1/uploads";

    private string? _id;
    private long _offset;

    /// <summary>What went wrong with our own octets while they were sent: not the peer's fault.</summary>
    public Exception? OwnFault { get; private set; }

    /// <summary>One attempt; null: the peer does not speak the protocol, the container has to go in one request.</summary>
    public async Task<PeerAnswer?> SendAsync()
    {
        // 1. Begin, or find what an earlier attempt left. What the peer knows already is answered at once.
        var speaks = true;
        using var creation = Request(HttpMethod.Post, Uploads);
        creation.Headers.Add("Upload-Length", Text(transfer.Length));
        ContainerHeading.Add(creation, transfer, WireHeaders.ReprDigest, sha256);
        var answer = await exchange(creation, 0, async (response, reply, cancel) =>
        {
            speaks = response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created) || response.Headers.Location is null)
                return await reply.ReceiptsAsync(transfer.Recipients.Count, cancel);
            return TakePlace(response) ? null : Garbage("no upload with an offset was begun");
        });
        if (!speaks) return null;
        if (answer is not null) return answer;

        // 2. What is missing, in one request; whatever of it arrives counts.
        if (_offset < transfer.Length && await AppendAsync() is { } failed) return Passing(failed);

        // 3. Hand it in.
        using var finish = Request(HttpMethod.Post, "/exchange/v1/containers");
        finish.Headers.Add(WireHeaders.Upload, _id);
        ContainerHeading.Add(finish, transfer, WireHeaders.ReprDigest, sha256);

        // The peer copies and verifies all octets before it answers, so their number counts though none is sent.
        answer = await exchange(finish, transfer.Length, async (_, reply, cancel) => await reply.ReceiptsAsync(transfer.Recipients.Count, cancel));
        return Passing(answer!);
    }

    private async Task<PeerAnswer?> AppendAsync()
    {
        using var content = new ContainerContent(transfer, _offset);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        using var append = Request(HttpMethod.Patch, $"{Uploads}/{_id}");
        append.Content = content;
        append.Headers.Add("Upload-Offset", Text(_offset));
        append.Headers.ExpectContinue = true;
        var answer = await exchange(append, transfer.Length - _offset, async (response, reply, cancel) =>
        {
            if (response.StatusCode != HttpStatusCode.NoContent) return await reply.NothingAsync(cancel);
            return OffsetOf(response) == transfer.Length ? null : Garbage("the upload does not end where the container does");
        });
        OwnFault = content.OwnFault;
        return answer;
    }

    private bool TakePlace(HttpResponseMessage response)
    {
        // Only the name is taken: where a peer's uploads are, the directory says.
        var match = UploadName().Match(response.Headers.Location!.OriginalString);
        if (!match.Success || OffsetOf(response) is not { } offset || offset > transfer.Length) return false;
        (_id, _offset) = (match.Groups["id"].Value, offset);
        return true;
    }

    // An upload that expired or was taken by another attempt meanwhile: the next attempt begins anew.
    private static PeerAnswer Passing(PeerAnswer answer) =>
        answer is PeerAnswer.Rejected { Code: ProblemCodes.NotFound } gone ? new PeerAnswer.Temporary(gone.Code, gone.Detail, null) : answer;

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(peer.Url, path));
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    private static long? OffsetOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Upload-Offset", out var values)
        && long.TryParse(string.Join(',', values), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;

    private static PeerAnswer.Temporary Garbage(string detail) => new(PeerCodes.Garbage, detail, null);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/exchange/v1/uploads/(?<id>[0-9a-f]{32})\z", RegexOptions.CultureInvariant)]
    private static partial Regex UploadName();
}
