using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Evidence;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api;

/// <summary>What became of a message: status, receipts, evidence.</summary>
internal static class MessageEndpoints
{
    public static void Map(IEndpointRouteBuilder any, IEndpointRouteBuilder installation)
    {
        any.MapGet("/messages/{messageId:guid}", StatusAsync)
            .WithTags("ask").WithSummary("A message with its deliveries and timelines (sedx-status/1)").Produces<StatusDocument>().Fails(404, 503);
        any.MapGet("/messages", SearchAsync)
            .WithTags("ask").WithSummary("Messages with the client's own reference, newest first").Produces<Page<StatusDocument>>().Fails(400, 503);
        any.MapGet("/messages/{messageId:guid}/receipts/{receiptId:guid}", ReceiptAsync)
            .WithTags("ask")
            .WithSummary("A receipt as its issuer signed it")
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.Simple)
            .Fails(404, 503);
        installation.MapGet("/messages/{messageId:guid}/evidence", EvidenceAsync)
            .WithTags("ask")
            .WithSummary("One ZIP that proves the deliveries of a message offline")
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.Zip)
            .Fails(403, 404, 410, 500, 503);
    }

    private static async Task<IResult> StatusAsync(
        ApiClient client, Gateway gateway, IJournal journal, TimeProvider time, Guid messageId, CancellationToken cancel)
    {
        var (status, control) = await journal.ReadAsync(
            reader => StatusView.Read(reader, messageId, time.GetUtcNow(), client.Sees) is { } found ? (found, Summarise(reader, found, client, time)) : default, cancel);
        return status is not null && Describe(status, control, client, gateway) is { } document
            ? TypedResults.Json(document, DocumentJson.Compact)
            : new ProblemAnswer(ProblemCodes.NotFound);
    }

    private static async Task<IResult> SearchAsync(
        ApiClient client, Gateway gateway, IJournal journal, TimeProvider time, string? clientReference, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(clientReference)) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "clientReference is missing");
        var found = await journal.ReadAsync(
            reader => reader.ContainersByClientReference(clientReference, client.IsAdministrator ? null : client.Organisations)
                .Select(container => StatusView.Read(reader, container.MessageId, time.GetUtcNow(), organisation => organisation == container.Sender))
                .OfType<MessageStatus>()
                .Select(status => (Status: status, Control: Summarise(reader, status, client, time)))
                .ToList(),
            cancel);
        return TypedResults.Json(
            new Page<StatusDocument>([.. found.Select(item => Describe(item.Status, item.Control, client, gateway)).OfType<StatusDocument>()]), DocumentJson.Compact);
    }

    private static async Task<IResult> ReceiptAsync(
        HttpContext context, ApiClient client, IJournal journal, Guid messageId, Guid receiptId, CancellationToken cancel)
    {
        var receipt = await journal.ReadAsync(
            reader => reader.FindReceipt(receiptId) is { } found && found.MessageId == messageId && Concerns(found, client, reader) ? found : null, cancel);
        if (receipt is null) return new ProblemAnswer(ProblemCodes.NotFound);
        context.Response.Headers.ContentDisposition = $"attachment; filename={receipt.Kind.ToString().ToLowerInvariant()}-{receiptId}.asics";
        return TypedResults.Bytes(receipt.Bytes, MediaTypes.Simple);
    }

    private static async Task<IResult> EvidenceAsync(
        HttpContext context, ApiClient client, IJournal journal, EvidenceAssembly assembly, UploadDesk desk, HeavyWork work, TimeProvider time, Guid messageId, CancellationToken cancel)
    {
        var pieces = await journal.ReadAsync(reader => EvidencePieces.Gather(reader, messageId, client.Sees, time.GetUtcNow()), cancel);
        if (pieces is null) return new ProblemAnswer(ProblemCodes.NotFound);
        if (pieces.Container.Remains != Remains.Everything) return new ProblemAnswer(ProblemCodes.ContentPurged) { MessageId = messageId };

        // Assembled before the first octet is sent: what fails half-way must be a problem, not half a proof.
        using var turn = await work.EnterAsync(client.Id, pieces.Container.Length, HeavyWork.Patience, cancel);
        await using var file = desk.CreateTemporary(pieces.Container.Length);
        await assembly.WriteAsync(file, pieces, cancel);
        turn?.Dispose();
        file.Position = 0;
        context.Response.Headers.ContentDisposition = $"attachment; filename=evidence-{messageId}.zip";
        context.Response.ContentType = MediaTypes.Zip;
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await file.CopyToAsync(context.Response.Body, cancel);
        return TypedResults.Empty;
    }

    // Its recipient, or whoever sealed the octets it is about. Of a damaged copy nobody knows who sealed it: whoever alone has sent under
    // this id to this recipient.
    private static bool Concerns(ReceiptRow receipt, ApiClient client, IJournalReader reader)
    {
        if (client.Sees(receipt.Recipient)) return true;
        if (reader.FindContainer(receipt.Container) is { } container) return client.Sees(container.Sender);
        var deliveries = reader.DeliveriesOf(receipt.MessageId).Where(delivery => delivery.Recipient == receipt.Recipient).ToList();
        return deliveries.Count > 0 && deliveries.All(delivery => client.Sees(delivery.Sender));
    }

    // The sender sees every recipient; a recipient sees itself; null: the client has nothing to do with it.
    private static StatusDocument? Describe(MessageStatus status, ControlSummary? control, ApiClient client, Gateway gateway)
    {
        if (client.Sees(status.Container.Sender)) return StatusDocument.From(status, gateway.Directory.Current, null, control);
        var document = StatusDocument.From(status, gateway.Directory.Current, client.Sees, control);
        return document.Deliveries.Count > 0 ? document with { ClientReference = null } : null;
    }

    private static ControlSummary? Summarise(IJournalReader reader, MessageStatus status, ApiClient client, TimeProvider time) =>
        ControlView.Summarise(reader, status.Container, client.IsAdministrator ? null : client.Organisations, time.GetUtcNow());
}
