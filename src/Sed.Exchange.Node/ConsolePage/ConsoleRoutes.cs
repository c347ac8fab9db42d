using Microsoft.Extensions.Primitives;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.ConsolePage;

/// <summary>The administrator's read-only page, on the console listener only: recent messages with their timelines, and the receipts behind them.</summary>
internal static class ConsoleRoutes
{
    private const int Messages = 100;

    private static readonly byte[] Style = ReadStyle();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup(string.Empty).On(Listener.Console).ExcludeFromDescription();
        console.MapGet("/", PageAsync);
        console.MapGet("/page.css", () => TypedResults.Bytes(Style, "text/css; charset=utf-8"));
        console.MapGet("/receipts/{receiptId:guid}", ReceiptAsync);
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, Gateway gateway, IJournal journal, NodeConfiguration configuration, TimeProvider time, CancellationToken cancel)
    {
        var language = context.Request.Query["lang"] is { Count: 1 } chosen && !StringValues.IsNullOrEmpty(chosen) ? chosen.ToString() : RequestLanguage.Of(context.Request);
        var statuses = await journal.ReadAsync(
            reader => reader.RecentContainers(Messages)
                .Select(container => container.MessageId)
                .Distinct()
                .Select(messageId => StatusView.Read(reader, messageId, time.GetUtcNow()))
                .OfType<MessageStatus>()
                .Select(status => (Status: status, Control: ControlView.Summarise(reader, status.Container, null, time.GetUtcNow())))
                .ToList(),
            cancel);
        var directory = gateway.Directory.Current;
        var page = new TimelinePage(
            Words.Of(language), configuration.NodeId, directory.Serial, time.GetUtcNow(), [.. statuses.Select(item => StatusDocument.From(item.Status, directory, null, item.Control))]);

        // Nothing but our own style sheet: no script, no frame, no form, whatever a subject may hold.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.Vary = "Accept-Language";
        return TypedResults.Content(page.Render(), "text/html; charset=utf-8");
    }

    private static async Task<IResult> ReceiptAsync(HttpContext context, IJournal journal, Guid receiptId, CancellationToken cancel)
    {
        if (await journal.ReadAsync(reader => reader.FindReceipt(receiptId), cancel) is not { } receipt) return new ProblemAnswer(ProblemCodes.NotFound);
        context.Response.Headers.ContentDisposition = $"attachment; filename={receipt.Kind.ToString().ToLowerInvariant()}-{receiptId}.asics";
        return TypedResults.Bytes(receipt.Bytes, MediaTypes.Simple);
    }

    private static byte[] ReadStyle()
    {
        using var resource = typeof(ConsoleRoutes).Assembly.GetManifestResourceStream("console/page.css")
            ?? throw new InvalidOperationException("Resource console/page.css is missing.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
