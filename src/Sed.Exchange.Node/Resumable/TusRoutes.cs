using System.Globalization;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Resumable;

/// <summary>
/// tus 1.0.0 (core, creation, expiration, termination): large things in pieces, over as many connections as it takes. An offset is told only after
/// its octets are on stable storage.
/// </summary>
internal static class TusRoutes
{
    private const string MethodOverride = "X-HTTP-Method-Override";
    private static readonly TimeSpan WhenFull = TimeSpan.FromMinutes(1);

    /// <summary>Maps the protocol into a group whose address is the creation's.</summary>
    /// <returns>The route that appends, for whoever describes its body: said here, routing would look for another route when a caller says no type.</returns>
    public static RouteHandlerBuilder Map(RouteGroupBuilder uploads, TusDoor door)
    {
        uploads.RequireTusVersion();
        uploads.MapMethods(string.Empty, [HttpMethods.Options], (HttpContext http, ResumableDesk desk) => Describe(http, desk))
            .WithSummary("What of tus is spoken here")
            .Produces(StatusCodes.Status204NoContent)
            .Fails();
        uploads.MapPost(string.Empty, (HttpContext http, ResumableDesk desk, CancellationToken cancel) => CreateAsync(http, door, desk, cancel))
            .WithSummary("Begin an upload of Upload-Length octets (tus 1.0.0)")
            .WithDescription("201 with Location. 200: an upload with this Sed-Upload-Key and length is there already; Upload-Offset says how far.")
            .Produces(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status200OK)
            .Fails(400, 409, 412, 413, 503);
        uploads.MapMethods("/{id}", [HttpMethods.Head], (HttpContext http, ResumableDesk desk, string id, CancellationToken cancel) => TellAsync(http, door, desk, id, cancel))
            .WithSummary("How far an upload is: Upload-Offset octets are on stable storage")
            .Produces(StatusCodes.Status200OK)
            .Fails(404, 412, 423);
        var append = uploads.MapPatch("/{id}", (HttpContext http, ResumableDesk desk, string id, CancellationToken cancel) => AppendAsync(http, door, desk, id, cancel))
            .Bodies(null)
            .WithSummary("Append octets at Upload-Offset")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(400, 404, 409, 412, 413, 415, 423, 503);
        uploads.MapDelete("/{id}", (HttpContext http, ResumableDesk desk, string id, CancellationToken cancel) => DeleteAsync(http, door, desk, id, cancel))
            .WithSummary("Give an upload up")
            .Produces(StatusCodes.Status204NoContent)
            .Fails(404, 412, 423);

        // For surroundings that cannot say PATCH or DELETE (tus 1.0.0, X-HTTP-Method-Override).
        uploads.MapPost("/{id}", (HttpContext http, ResumableDesk desk, string id, CancellationToken cancel) => http.Request.Headers[MethodOverride].ToString() switch
            {
                "PATCH" => AppendAsync(http, door, desk, id, cancel),
                "DELETE" => DeleteAsync(http, door, desk, id, cancel),
                _ => Task.FromResult<IResult>(new ProblemAnswer(HttpProblemCodes.MethodNotAllowed)),
            })
            .Bodies(null)
            .ExcludeFromDescription();
        return append;
    }

    private static IResult Describe(HttpContext http, ResumableDesk desk)
    {
        http.Response.Headers["Tus-Version"] = TusHeaders.Version;
        http.Response.Headers["Tus-Extension"] = TusHeaders.Extensions;
        http.Response.Headers["Tus-Max-Size"] = desk.Bytes.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, TusDoor door, ResumableDesk desk, CancellationToken cancel)
    {
        if (TusHeaders.Number(http.Request.Headers[TusHeaders.Length]) is not { } length) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, TusHeaders.Length);
        if (length > desk.Bytes) return new ProblemAnswer(ProblemCodes.TooLarge, $"{desk.Bytes} octets are taken");
        if (!TusHeaders.TryMetadata(http.Request.Headers[TusHeaders.Metadata], out var metadata)) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, TusHeaders.Metadata);
        var creation = await door.JudgeAsync(http, cancel);
        if (creation.Answer is not null) return creation.Answer;

        // Syncs of files and folder wait for the disk.
        var (upload, found, refusal) = await Task.Run(() =>
        {
            var begun = desk.Folder.Begin(door.Owner(http), creation.Key, length, metadata, out var known, out var why);
            return (begun, known, why);
        }, cancel);
        if (upload is null) return new ProblemAnswer(Refused(refusal));

        // A connection that was cut may still be putting down octets here: the offset is told when it has.
        using var settled = await upload.EnterAsync(cancel);
        if (settled is null) return new ProblemAnswer(HttpProblemCodes.UploadInUse);
        http.Response.Headers.Location = $"{http.Request.Path}/{upload.Record.Id}";
        TusHeaders.Tell(http.Response, upload);
        return TypedResults.StatusCode(found ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> TellAsync(HttpContext http, TusDoor door, ResumableDesk desk, string id, CancellationToken cancel)
    {
        var (upload, turn, problem) = await EnterAsync(http, door, desk, id, cancel);
        if (turn is null) return problem!;
        using (turn)
        {
            TusHeaders.Tell(http.Response, upload!);
            http.Response.Headers[TusHeaders.Length] = upload!.Record.Length.ToString(CultureInfo.InvariantCulture);
            if (upload.Record.Metadata is { } metadata) http.Response.Headers[TusHeaders.Metadata] = metadata;
            return TypedResults.Ok();
        }
    }

    private static async Task<IResult> AppendAsync(HttpContext http, TusDoor door, ResumableDesk desk, string id, CancellationToken cancel)
    {
        if (!PackageEndpoints.MediaTypeIs(http.Request, TusHeaders.OffsetOctets)) return new ProblemAnswer(HttpProblemCodes.MediaTypeNotAccepted, http.Request.ContentType);
        if (TusHeaders.Number(http.Request.Headers[TusHeaders.Offset]) is not { } offset) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, TusHeaders.Offset);
        var (upload, turn, problem) = await EnterAsync(http, door, desk, id, cancel);
        if (turn is null) return problem!;
        using (turn)
        {
            using var place = door.Enter(desk.Gate, http);
            if (offset != upload!.Offset) return new ProblemAnswer(HttpProblemCodes.OffsetMismatch, $"{upload.Offset} octets are here");
            var left = upload.Record.Length - offset;
            if (http.Request.ContentLength > left) return new ProblemAnswer(ProblemCodes.TooLarge, $"{left} octets are missing");
            if (left > 0 && !desk.Folder.HasRoomFor(http.Request.ContentLength ?? left)) return new ProblemAnswer(Refused(UploadRefusal.NoRoom));
            if (left > 0 && !await AppendAsync(upload, turn, http, cancel)) return new ProblemAnswer(ProblemCodes.TooLarge, $"{left} octets were missing");
            TusHeaders.Tell(http.Response, upload);
            return TypedResults.NoContent();
        }
    }

    private static async Task<bool> AppendAsync(ResumableUpload upload, UploadTurn turn, HttpContext http, CancellationToken cancel)
    {
        try
        {
            return await upload.AppendAsync(turn, http.Request.Body, cancel);
        }
        catch (OperationCanceledException) when (turn.Wanted.IsCancellationRequested)
        {
            // The owner came back on another connection; this one has nothing left to say.
            throw new UploadException(HttpProblemCodes.UploadInUse);
        }
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, TusDoor door, ResumableDesk desk, string id, CancellationToken cancel)
    {
        var (upload, turn, problem) = await EnterAsync(http, door, desk, id, cancel);
        if (turn is null) return problem!;
        using (turn) desk.Folder.Delete(upload!);
        return TypedResults.NoContent();
    }

    private static async Task<(ResumableUpload? Upload, UploadTurn? Turn, IResult? Problem)> EnterAsync(
        HttpContext http, TusDoor door, ResumableDesk desk, string id, CancellationToken cancel)
    {
        var owner = door.Owner(http);
        if (desk.Folder.Find(owner, id) is not { } upload) return (null, null, new ProblemAnswer(ProblemCodes.NotFound));
        if (await upload.EnterAsync(cancel) is { } turn) return (upload, turn, null);
        return (null, null, new ProblemAnswer(desk.Folder.Find(owner, id) is null ? ProblemCodes.NotFound : HttpProblemCodes.UploadInUse));
    }

    private static Problem Refused(UploadRefusal? refusal) => refusal switch
    {
        UploadRefusal.CallerFull => new Problem(ProblemCodes.Busy, "unfinished uploads of this caller") { RetryAfter = WhenFull },
        UploadRefusal.NoRoom => new Problem(ProblemCodes.NoRoom) { RetryAfter = WhenFull },
        UploadRefusal.KeyTaken => new Problem(ProblemCodes.IdempotencyConflict, "the key belongs to an upload of another length"),
        _ => throw new InvalidOperationException("The set of refusals is closed."),
    };
}
