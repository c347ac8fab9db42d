using Microsoft.AspNetCore.Mvc;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Resumable;

namespace Sed.Exchange.Node.Api;

/// <summary>Push: packages, containers sealed by the installation, preflight.</summary>
internal static class PackageEndpoints
{
    private const int ReferenceLength = 200;
    private const int KeyLength = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        // The upload counts octets itself, while it reads; Kestrel's own limit would cut the connection without a code.
        api.MapPost("/packages", SubmitAsync)
            .Bodies(null)
            .WithTags("push")
            .WithSummary("Hand in a package: all recipients or none")
            .WithDescription(
                "multipart/form-data with one part named file per file, or one flat application/zip, or no body and Sed-Upload with the id of a whole "
                + "upload that is such a ZIP. 201: sealed, verified and durable, with an "
                + "Accepted receipt per recipient. 200: it had been taken before under the same Idempotency-Key (default: the package's own message id).")
            .Accepts<IFormFileCollection>(MediaTypes.Multipart, MediaTypes.Zip)
            .Produces<SubmittedDocument>(StatusCodes.Status201Created)
            .Produces<SubmittedDocument>()
            .Fails(400, 403, 409, 413, 415, 422, 503);
        api.MapPost("/packages/check", CheckAsync)
            .Bodies(null)
            .WithTags("push")
            .WithSummary("Say what handing in would say; nothing is stored")
            .Accepts<IFormFileCollection>(MediaTypes.Multipart, MediaTypes.Zip)
            .Produces<CheckDocument>()
            .Fails(400, 413, 415, 503);
        api.MapPost("/containers", SubmitContainerAsync)
            .Bodies(null)
            .WithTags("push")
            .WithSummary("Hand in a container that the installation sealed itself")
            .Accepts<Stream>(MediaTypes.Container)
            .Produces<SubmittedDocument>(StatusCodes.Status201Created)
            .Produces<SubmittedDocument>()
            .Fails(400, 403, 409, 413, 415, 422, 503);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        ApiClient client,
        Gateway gateway,
        UploadDesk desk,
        HeavyWork work,
        ResumableDesk pieces,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        string? clientReference,
        DateTimeOffset? deliverBy,
        Guid? inReplyTo,
        int? priority,
        CancellationToken cancel)
    {
        RequireShape(idempotencyKey, clientReference, priority);
        using var place = desk.Gate.Installations.Enter(client.Id);

        // Once as received, once sealed.
        desk.RequireRoom(context.Request.ContentLength, copies: 2);
        using var handed = await HandedUpload.TakeAsync(context.Request, pieces, client.UploadOwner, cancel);
        if (handed?.MessageId is { } done) return await AnswerAgainAsync(context, client, gateway, handed, done, idempotencyKey, cancel);
        using var upload = await ReadAsync(context, desk, handed, cancel);
        using var turn = await work.EnterAsync(client.Id, upload.Files.Sum(file => file.Length), patience: null, cancel);
        var result = await gateway.Admission.SubmitAsync(Submission(client, upload, idempotencyKey, clientReference, deliverBy, inReplyTo, priority), cancel);
        if (result is AdmissionResult.Accepted accepted) handed?.Finish(accepted.Container.MessageId, idempotencyKey);
        return Answer(context, gateway, result);
    }

    private static async Task<IResult> CheckAsync(
        HttpContext context,
        ApiClient client,
        Gateway gateway,
        UploadDesk desk,
        HeavyWork work,
        ResumableDesk pieces,
        string? clientReference,
        DateTimeOffset? deliverBy,
        Guid? inReplyTo,
        int? priority,
        CancellationToken cancel)
    {
        RequireShape(null, clientReference, priority);
        using var place = desk.Gate.Installations.Enter(client.Id);
        desk.RequireRoom(context.Request.ContentLength, copies: 1);
        using var handed = await HandedUpload.TakeAsync(context.Request, pieces, client.UploadOwner, cancel);

        // What was handed in has no octets to look at any more.
        if (handed?.MessageId is { } done) return new ProblemAnswer(ProblemCodes.NotFound, $"message {done} was made of this upload");
        using var upload = await ReadAsync(context, desk, handed, cancel);
        using var turn = await work.EnterAsync(client.Id, upload.Files.Sum(file => file.Length), patience: null, cancel);
        var result = await gateway.Admission.CheckAsync(Submission(client, upload, null, clientReference, deliverBy, inReplyTo, priority), cancel);
        var language = RequestLanguage.Of(context.Request);
        return TypedResults.Json(
            new CheckDocument(
                result.Problem is null,
                result.Problem is null ? null : new ProblemAnswer(result.Problem).Describe(context),
                [.. result.Recipients.Select(recipient => PartyDocument.From(recipient, gateway.Directory.Current))],
                FindingDocument.From(result.Findings, language)),
            DocumentJson.Compact);
    }

    private static async Task<IResult> SubmitContainerAsync(
        HttpContext context, ApiClient client, Gateway gateway, UploadDesk desk, ResumableDesk pieces, string? clientReference, CancellationToken cancel)
    {
        RequireShape(null, clientReference, null);
        using var place = desk.Gate.Installations.Enter(client.Id);
        desk.RequireRoom(context.Request.ContentLength, copies: 1);
        using var handed = await HandedUpload.TakeAsync(context.Request, pieces, client.UploadOwner, cancel);
        if (handed?.MessageId is { } done) return await AnswerAgainAsync(context, client, gateway, handed, done, null, cancel);
        if (handed is null && !MediaTypeIs(context.Request, MediaTypes.Container))
            return new ProblemAnswer(HttpProblemCodes.MediaTypeNotAccepted, context.Request.ContentType);
        await using var octets = handed?.Open();
        var result = await gateway.Admission.SubmitContainerAsync(client.Organisations, client.Id, clientReference, octets ?? context.Request.Body, cancel);
        if (result is AdmissionResult.Accepted accepted) handed?.Finish(accepted.Container.MessageId, null);
        return Answer(context, gateway, result);
    }

    private static Task<Upload> ReadAsync(HttpContext context, UploadDesk desk, HandedUpload? handed, CancellationToken cancel) => handed is null
        ? UploadReading.ReadAsync(context.Request, desk, cancel)
        : UploadReading.ReadAsync(handed, desk, cancel);

    // The octets are gone; what was made of them is in the journal.
    private static async Task<IResult> AnswerAgainAsync(
        HttpContext context, ApiClient client, Gateway gateway, HandedUpload handed, Guid message, string? idempotencyKey, CancellationToken cancel)
    {
        if (handed.IdempotencyKey != idempotencyKey) return new ProblemAnswer(ProblemCodes.IdempotencyConflict, $"message {message} was made of this upload under another key");
        return await gateway.Admission.FindAcceptedAsync(client.Organisations, message, cancel) is { } accepted
            ? Answer(context, gateway, accepted)
            : new ProblemAnswer(ProblemCodes.NotFound);
    }

    /// <summary>Answers what admission says.</summary>
    public static IResult Answer(HttpContext context, Gateway gateway, AdmissionResult result) => result switch
    {
        AdmissionResult.Accepted accepted => Created(context, gateway, accepted),
        AdmissionResult.NotTaken refused => new ProblemAnswer(refused.Problem),
        _ => throw new InvalidOperationException($"Admission said {result.GetType().Name}."),
    };

    /// <summary>True when the body is of this type, parameters aside.</summary>
    public static bool MediaTypeIs(HttpRequest request, string type) =>
        request.ContentType?.Split(';')[0].Trim().Equals(type, StringComparison.OrdinalIgnoreCase) == true;

    private static IResult Created(HttpContext context, Gateway gateway, AdmissionResult.Accepted accepted)
    {
        context.Response.Headers.Location = $"/api/v1/messages/{accepted.Container.MessageId}";
        return TypedResults.Json(
            SubmittedDocument.From(accepted, gateway.Directory.Current, RequestLanguage.Of(context.Request)),
            DocumentJson.Compact,
            statusCode: accepted.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static Submission Submission(
        ApiClient client, Upload upload, string? key, string? reference, DateTimeOffset? deliverBy, Guid? inReplyTo, int? priority) => new()
        {
            Organisations = client.Organisations,
            Client = client.Id,
            Files = upload.Files,
            IdempotencyKey = key,
            ClientReference = reference,
            DeliverBy = deliverBy,
            InReplyTo = inReplyTo,
            Priority = priority,
        };

    private static void RequireShape(string? key, string? reference, int? priority)
    {
        if (key is not null && (key.Length is 0 or > KeyLength)) throw new UploadException(HttpProblemCodes.RequestInvalid, $"Idempotency-Key: 1 to {KeyLength} characters");
        if (reference?.Length > ReferenceLength) throw new UploadException(HttpProblemCodes.RequestInvalid, $"clientReference: at most {ReferenceLength} characters");
        if (priority is < 0 or > 9) throw new UploadException(HttpProblemCodes.RequestInvalid, "priority: 0 to 9");
    }
}
