using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.ConsolePage;

/// <summary>Messages with their timelines as one HTML page. Works without script, by keyboard, and when printed; every state is a word, a sign and a colour.</summary>
/// <param name="words">Words in the reader's language.</param>
/// <param name="node">Id of the node.</param>
/// <param name="directorySerial">Serial of the directory in force.</param>
/// <param name="now">When the page was made.</param>
/// <param name="messages">Messages, newest first.</param>
public sealed class TimelinePage(Words words, string node, long directorySerial, DateTimeOffset now, IReadOnlyList<StatusDocument> messages)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _page = new();

    /// <summary>Writes the page.</summary>
    public string Render()
    {
        _page.Clear();
        var other = words.Language == "ru" ? "en" : "ru";
        Add($"""
            <!DOCTYPE html>
            <html lang="{words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(words.With("page.title", node))}</title>
            <link rel="stylesheet" href="/page.css">
            </head>
            <body>
            <header>
            <h1>{Text(words.With("page.title", node))}</h1>
            <p>{Text(words.With("page.facts", messages.Count, directorySerial))} <time datetime="{DocumentJson.Write(now)}">{Time(now)}</time></p>
            <nav><a href="/?lang={words.Language}">{Text(words["page.refresh"])}</a> <a href="/?lang={other}" lang="{other}" hreflang="{other}">{Text(Words.Of(other)["page.language"])}</a></nav>
            </header>
            <main>

            """);
        if (messages.Count == 0) Add($"<p class=\"empty\">{Text(words["page.empty"])}</p>\n");
        foreach (var message in messages) AddMessage(message);
        Add("</main>\n</body>\n</html>\n");
        return _page.ToString();
    }

    private void AddMessage(StatusDocument message)
    {
        Add($"""
            <article aria-labelledby="m-{message.MessageId}">
            <h2 id="m-{message.MessageId}">{Text(message.Subject ?? words[$"kind.{message.Kind}"])}</h2>
            <p class="way"><span class="kind">{Text(words[$"kind.{message.Kind}"])}</span> {Name(message.Sender)} <span aria-hidden="true">→</span><span class="hidden">{Text(words["page.to"])}</span> {string.Join(", ", message.Deliveries.Select(delivery => Name(delivery.Recipient)))}</p>
            <p class="facts">{Text(words.With("page.sent", Plain(message.SentAt), Plain(message.DeliverBy)))} · <code>{message.MessageId}</code>{(message.MadeFrom is null ? string.Empty : $" · {Text(words["inbox.madeByNode"])}")}</p>

            """);
        if (message.Control is { } control) Add($"<p class=\"control {ToneOf(control)}\">{SignOf(ToneOf(control))} {Text(ControlText.Line(control, words))}</p>\n");
        foreach (var delivery in message.Deliveries) AddDelivery(delivery);
        Add("</article>\n");
    }

    private void AddDelivery(DeliveryDocument delivery)
    {
        Add($"""
            <section class="delivery">
            <h3>{Name(delivery.Recipient)} <span class="state {Tone(delivery.State)}">{Sign(delivery.State)} {Text(StateText.Of(delivery, words))}</span></h3>
            <ol>

            """);
        foreach (var entry in delivery.Timeline)
        {
            var what = Text(EventText.Of(entry, words));
            var receipt = entry.ReceiptId is { } id ? $" <a href=\"/receipts/{id}\" aria-label=\"{Text(words.With("page.receiptOf", words[$"event.{entry.Event}"], entry.Node))}\">{Text(words["page.receipt"])}</a>" : string.Empty;
            var doubt = entry.Verified ? string.Empty : $" <strong>{Text(words["status.unverified"])}</strong>";
            var reason = entry.Reason is null ? string.Empty : $" <code>{Text(entry.Reason)}</code>";
            Add($"<li class=\"{Tone(entry.Event)}\"><time datetime=\"{DocumentJson.Write(entry.At)}\">{Time(entry.At)}</time> <span class=\"node\">{Text(entry.Node)}</span> <span class=\"what\">{what}</span>{reason}{doubt}{receipt}</li>\n");
        }

        Add("</ol>\n");
        foreach (var (state, text) in OwedReportText.Lines(delivery.OwedReports, words, Plain))
            Add($"<p class=\"{(state == "Overdue" ? "trouble" : "owed")}\">{Text(text)}</p>\n");
        if (delivery.LastError is { } error && delivery.NextAttemptAt is { } next)
        {
            Add($"<p class=\"trouble\">{Text(words.With("status.lastError", delivery.Attempts, error))}; {Text(words.With("status.next", Plain(next)))}</p>\n");
        }

        Add("</section>\n");
    }

    private static string Tone(string said) => said switch
    {
        "Delivered" or "Collected" or "Registered" or "Answer" => "good",
        "Refused" or "Undelivered" or "Declined" or "RegistrationRefused" => "bad",
        "Waiting" or "Leased" => "waiting",
        _ => "under-way",
    };

    private static string ToneOf(ControlLineDocument control) => control.Overdue > 0 ? "bad" : control.Done == control.Assigned ? "good" : "waiting";

    private static string Sign(string state) => SignOf(Tone(state));

    private static string SignOf(string tone) => tone switch
    {
        "good" => "✓",
        "bad" => "✗",
        "waiting" => "◷",
        _ => "…",
    };

    private static string Name(PartyDocument party) => Text(party.Name ?? party.Id.ToString());

    private static string Time(DateTimeOffset at) => Text(Plain(at));

    private static string Plain(DateTimeOffset at) => at.UtcDateTime.ToString("dd.MM.yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(string text) => Html.Encode(text);

    private void Add(string html) => _page.Append(html);
}
