using Microsoft.AspNetCore.Mvc;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Reports;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Api;

/// <summary>Reports for installations that cannot write them: the node writes <c>Report.xml</c> and sends it to the document's author.</summary>
internal static class ReportEndpoint
{
    private const int KeyLength = 200;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/inbox/{deliveryId:guid}/reports", ReportAsync)
            .Bodies(null)
            .WithTags("report")
            .WithSummary("Say what became of a document; the node writes, seals and sends the report")
            .WithDescription(
                "application/json with one shape per event, or multipart/form-data with the same JSON as the part named report and one part named file per "
                + "file (Consideration, Execution, Answer). 422 report-invalid names everything wrong at once. Told again: 200, nothing is sent twice. Without an "
                + "Idempotency-Key, Reception, Registered and RegistrationRefused are known by delivery and event (other content: 409), the others by "
                + "delivery, event and content, so that there may be many.")
            .Accepts<ReportRequest>(MediaTypes.Json, MediaTypes.Multipart)
            .Produces<SubmittedDocument>(StatusCodes.Status201Created)
            .Produces<SubmittedDocument>()
            .Fails(400, 404, 409, 413, 415, 422, 503);

    private static async Task<IResult> ReportAsync(
        HttpContext context,
        ApiClient client,
        Gateway gateway,
        ReportDesk desk,
        UploadDesk uploads,
        Guid deliveryId,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        CancellationToken cancel)
    {
        if (idempotencyKey is not null && idempotencyKey.Length is 0 or > KeyLength)
            return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"Idempotency-Key: 1 to {KeyLength} characters");
        using var place = uploads.Gate.Installations.Enter(client.Id);
        uploads.RequireRoom(context.Request.ContentLength, copies: 2);
        using var upload = new Upload(uploads);
        var handed = await ReportReading.ReadAsync(context.Request, upload, uploads.Limits, cancel);
        return PackageEndpoints.Answer(context, gateway, await desk.SendAsync(client, deliveryId, handed, idempotencyKey, cancel));
    }
}
