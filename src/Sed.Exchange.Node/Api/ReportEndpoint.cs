using System.Xml;
using Microsoft.AspNetCore.Mvc;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Reports;

namespace Sed.Exchange.Node.Api;

/// <summary>Reports for installations that cannot write them: the node writes <c>Report.xml</c> and sends it to the document's author.</summary>
internal static class ReportEndpoint
{
    private const int KeyLength = 200;
    private const int NumberLength = 255;
    private const int ReasonLength = 4000;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/inbox/{deliveryId:guid}/reports", ReportAsync)
            .WithTags("report")
            .WithSummary("Say what became of a document; the node writes, seals and sends the report")
            .WithDescription("Registered needs number and date, RegistrationRefused needs reason. The same event of the same delivery again: 200, nothing is sent twice.")
            .Produces<SubmittedDocument>(StatusCodes.Status201Created)
            .Produces<SubmittedDocument>()
            .Fails(400, 404, 409, 422, 503);

    private static async Task<IResult> ReportAsync(
        HttpContext context,
        ApiClient client,
        Gateway gateway,
        ReportDesk desk,
        Guid deliveryId,
        ReportRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        CancellationToken cancel)
    {
        if (Fault(request, idempotencyKey) is { } fault) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, fault);
        return PackageEndpoints.Answer(context, gateway, await desk.SendAsync(client, deliveryId, request, idempotencyKey, cancel));
    }

    private static string? Fault(ReportRequest request, string? key) => request switch
    {
        _ when key is not null && key.Length is 0 or > KeyLength => $"Idempotency-Key: 1 to {KeyLength} characters",
        { Event: ReportDesk.Registered, Number: null or "" } => "number is missing",
        { Event: ReportDesk.Registered, Date: null } => "date is missing",
        { Event: ReportDesk.Refused, Reason: null or "" } => "reason is missing",
        { Event: ReportDesk.Registered or ReportDesk.Refused } => TextFault("number", request.Number, NumberLength) ?? TextFault("reason", request.Reason, ReasonLength),
        _ => $"event: {ReportDesk.Registered} or {ReportDesk.Refused}",
    };

    // It is written into a report, where XML has no character for some of what JSON has.
    private static string? TextFault(string name, string? text, int length) =>
        text is null ? null
        : text.Length > length ? $"{name}: at most {length} characters"
        : text.All(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)) ? null
        : $"{name}: a character that XML does not have";
}
