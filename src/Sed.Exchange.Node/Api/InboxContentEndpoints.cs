using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Cards;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Downloads;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Uploads;
using Sed.Exchange.Node.Evidence;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api;

/// <summary>Pull: what a message consists of. Every answer is read from the stored container, verified again; a large one once for questions that follow each other.</summary>
internal static class InboxContentEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var item = api.MapGroup("/inbox/{deliveryId:guid}").WithTags("pull");
        item.MapGet(string.Empty, ItemAsync).WithSummary("One delivery in any state, with its files").Produces<InboxItem>().Fails(404, 410, 500, 503);
        item.MapGet("/package", PackageAsync)
            .WithSummary("The package's files as one flat ZIP, byte for byte")
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.Zip)
            .Fails(404, 410, 500, 503);
        item.MapGet("/container", ContainerAsync)
            .WithSummary("The signed container as it travelled")
            .Produces<Stream>(StatusCodes.Status200OK, MediaTypes.Container)
            .Fails(404, 410, 500, 503);
        item.MapGet("/files/{index:int}", FileAsync)
            .WithSummary("One file of the package")
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream")
            .Fails(404, 410, 500, 503);
        item.MapGet("/verdict", VerdictAsync).WithSummary("What is found about seal and officials' signatures (sedx-verdict/1)").Produces<VerdictDocument>().Fails(404, 410, 500, 503);
        item.MapGet("/card", CardAsync)
            .WithSummary("The registration card (sedx-card/1)")
            .WithDescription(
                "Of a document all its passport says, with files by index, the verdicts about their signatures and the reports owed; of a report, what was said about "
                + "which of your messages.")
            .Produces<InboxCard>()
            .Fails(404, 410, 500, 503);
    }

    private static Task<IResult> ItemAsync(HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, Guid deliveryId, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, (item, content) => Task.FromResult<IResult>(TypedResults.Json(
            InboxItem.From(item, gateway.Directory.Current) with
            {
                Files = [.. content.Container.Envelope!.Files.Select((file, index) => new InboxFile(index, file.Name, file.Size, file.MediaType, file.Digest.ToString()))],
            },
            DocumentJson.Compact)), cancel);

    private static Task<IResult> PackageAsync(
        HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, UploadDesk desk, Guid deliveryId, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, async (item, content) =>
        {
            // Not to the caller at once: the archive's writer is synchronous in places, and what fails half-way must be a problem, not half a package.
            await using var file = desk.CreateTemporary(item.Container.Length);
            var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel);
            await using (archive)
            {
                foreach (var (part, index) in content.Container.Envelope!.Files.Select((part, index) => (part, index)))
                {
                    // The package travels as it is; packing it tighter would only cost time.
                    var entry = archive.CreateEntry(part.Name, CompressionLevel.NoCompression);
                    entry.LastWriteTime = item.Container.SentAt;
                    await using var to = await entry.OpenAsync(cancel);
                    await using var from = content.Container.OpenFile(index);
                    await from.CopyToAsync(to, cancel);
                }
            }

            file.Position = 0;
            return await SendAsync(context, file, MediaTypes.Zip, $"{item.Delivery.MessageId}.zip", $"{item.Container.Digest.Hex}-zip");
        }, cancel);

    private static Task<IResult> ContainerAsync(HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, Guid deliveryId, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, async (item, content) =>
        {
            // Whoever sends closes what he has sent; the container itself may be asked for again.
            await using var octets = new OctetsView(content.Octets);
            return await SendAsync(context, octets, MediaTypes.Container, $"{item.Delivery.MessageId}.asice", item.Container.Digest.Hex);
        }, cancel);

    private static Task<IResult> FileAsync(HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, Guid deliveryId, int index, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, async (item, content) =>
        {
            var files = content.Container.Envelope!.Files;
            if (index < 0 || index >= files.Count) return new ProblemAnswer(ProblemCodes.NotFound, $"file {index}");
            await using var octets = content.Container.OpenFile(index);

            // The sender chose the media type; served as it says, a page could run script in this origin.
            return await SendAsync(context, octets, "application/octet-stream", files[index].Name, $"{item.Container.Digest.Hex}-{index}");
        }, cancel);

    private static Task<IResult> VerdictAsync(HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, Guid deliveryId, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, async (item, content) =>
        {
            var verdict = content.Container.Verdict with { Signatures = [.. content.Container.Verdict.Signatures, .. content.DocumentSignatures] };
            content.Octets.Position = 0;
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Octets, cancel));
            return TypedResults.Json(
                VerdictDocument.From(verdict, $"{item.Delivery.MessageId}.asice", sha256, RequestLanguage.Of(context.Request)), DocumentJson.Compact);
        }, cancel);

    private static Task<IResult> CardAsync(
        HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, CardDesk desk, Guid deliveryId, CancellationToken cancel) =>
        WithContentAsync(context, client, gateway, downloads, deliveryId, async (item, content) =>
            await desk.MakeAsync(item, content, RequestLanguage.Of(context.Request), cancel) is { } card
                ? TypedResults.Json(card, InboxCard.Json)
                : new ProblemAnswer(ProblemCodes.NotFound, "card"), cancel);

    private static async Task<IResult> WithContentAsync(
        HttpContext context, ApiClient client, Gateway gateway, DownloadDesk downloads, Guid deliveryId, Func<MailboxItem, MailboxContent, Task<IResult>> answer, CancellationToken cancel)
    {
        if (await gateway.Mailbox.FindAsync(client.Organisations, deliveryId, cancel) is not { } item) return new ProblemAnswer(ProblemCodes.NotFound);
        await using var loan = await downloads.OpenAsync(client, item, cancel);
        if (loan is null) return new ProblemAnswer(item.Container.Remains == Remains.Everything ? ProblemCodes.NotFound : ProblemCodes.ContentPurged);
        var result = await answer(item, loan.Content);
        loan.Return();
        return result;
    }

    /// <summary>Sends octets, or the range of them that was asked for: what never changes can be gone on with after a cut (RFC 9110 section 14).</summary>
    private static async Task<IResult> SendAsync(HttpContext context, Stream octets, string mediaType, string name, string tag)
    {
        var answer = TypedResults.Stream(octets, mediaType, name, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
        await answer.ExecuteAsync(context);
        return TypedResults.Empty;
    }
}
