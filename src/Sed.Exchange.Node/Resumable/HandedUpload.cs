using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Peers;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Resumable;

/// <summary>A whole upload that a request names by <c>Sed-Upload</c> instead of having a body. Held while the request is handled.</summary>
internal sealed class HandedUpload : IDisposable
{
    private readonly ResumableDesk _desk;
    private readonly ResumableUpload _upload;
    private readonly UploadTurn _turn;

    private HandedUpload(ResumableDesk desk, ResumableUpload upload, UploadTurn turn)
    {
        _desk = desk;
        _upload = upload;
        _turn = turn;
    }

    /// <summary>The message made of it by an earlier request, or null.</summary>
    public Guid? MessageId => _upload.Record.MessageId;

    /// <summary>Idempotency key of that request.</summary>
    public string? IdempotencyKey => _upload.Record.IdempotencyKey;

    /// <summary>Octets.</summary>
    public long Length => _upload.Record.Length;

    /// <summary>True: the request names one.</summary>
    public static bool IsNamed(HttpRequest request) => request.Headers.ContainsKey(WireHeaders.Upload);

    /// <summary>Takes the upload that the request names; null when it names none.</summary>
    /// <exception cref="UploadException">There is none of this owner, it is not whole, another request works on it, or there is a body too.</exception>
    public static async Task<HandedUpload?> TakeAsync(HttpRequest request, ResumableDesk desk, string owner, CancellationToken cancel)
    {
        if (!IsNamed(request)) return null;
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            throw new UploadException(HttpProblemCodes.RequestInvalid, $"{WireHeaders.Upload} and a body");
        if (desk.Folder.Find(owner, request.Headers[WireHeaders.Upload].ToString()) is not { } upload) throw new UploadException(ProblemCodes.NotFound, WireHeaders.Upload);
        var turn = await upload.EnterAsync(cancel) ?? throw new UploadException(HttpProblemCodes.UploadInUse);
        if (upload.IsComplete) return new HandedUpload(desk, upload, turn);
        turn.Dispose();
        throw new UploadException(HttpProblemCodes.UploadIncomplete, $"{upload.Offset} of {upload.Record.Length} octets");
    }

    /// <summary>Opens the octets.</summary>
    public Stream Open() => _upload.OpenContent();

    /// <summary>
    /// Notes the message that was committed, so that the same request is answered as it was answered; the octets go. Where there is no room for the note, the message is
    /// known again by what it says all the same: nobody is told that it was not taken.
    /// </summary>
    public void Finish(Guid messageId, string? idempotencyKey)
    {
        try
        {
            _upload.Finish(messageId, idempotencyKey);
        }
        catch (BlobException full) when (full.IsTransient)
        {
            NodeLog.UploadNotNoted(_desk.Log, messageId, full.Message);
        }
    }

    /// <summary>Deletes it: what it was for is committed and recognised by itself, or its octets are of no use.</summary>
    public void Delete() => _desk.Folder.Delete(_upload);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
