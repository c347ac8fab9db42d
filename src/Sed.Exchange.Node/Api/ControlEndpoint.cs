using System.Globalization;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Control;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api;

/// <summary>Execution control: who must do what by when, what was reported, what is overdue.</summary>
internal static class ControlEndpoint
{
    private const int MaxItems = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/control", ReadAsync)
            .WithTags("ask")
            .WithSummary("Tasks that travel with documents: who must do what by when, what was reported, what is overdue (sedx-control/1)")
            .WithDescription(
                "Open tasks by deadline; all=true: also those that are done, as always with message. overdue=true: only those whose deadline is over. dueBefore: a day, "
                + "in the zone +03:00, or a time. after: next of the page before. A client sees what its organisations know; an administrator everything but texts and people.")
            .Produces<ControlDocument>()
            .Fails(400, 403, 404, 503);

    private static async Task<IResult> ReadAsync(
        ApiClient client,
        Gateway gateway,
        IJournal journal,
        TimeProvider time,
        Guid? organisation,
        Guid? executor,
        Guid? message,
        bool? overdue,
        bool? all,
        string? dueBefore,
        string? after,
        int? max,
        CancellationToken cancel)
    {
        if (max is < 1 or > MaxItems) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"max: 1 to {MaxItems}");
        if (organisation is { } named && !client.Sees(named)) return new ProblemAnswer(HttpProblemCodes.Forbidden, "organisation");
        DateTimeOffset? dueBy = null;
        if (dueBefore is not null && (dueBy = ParseDue(dueBefore)) is null) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "dueBefore: 2026-12-31 or a time");
        TaskKey? place = null;
        if (after is not null && (place = ControlCursor.Parse(after)) is null) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "after: next of a page");
        var query = new ControlQuery
        {
            Organisations = organisation is { } one ? [one] : client.IsAdministrator ? null : client.Organisations,
            WithDone = all == true,
            OverdueOnly = overdue == true,
            DueBy = dueBy,
            Executor = executor,
            MessageId = message,
        };
        var now = time.GetUtcNow();
        var page = await journal.ReadAsync(
            reader => message is { } id && !reader.DeliveriesOf(id).Any(delivery => client.Sees(delivery.Sender) || client.Sees(delivery.Recipient))
                ? null
                : ControlView.Read(reader, query, place, max ?? 100, now),
            cancel);
        return page is null
            ? new ProblemAnswer(ProblemCodes.NotFound)
            : TypedResults.Json(ControlDocument.From(page, gateway.Directory.Current, now, withContent: !client.IsAdministrator), DocumentJson.Compact);
    }

    /// <summary>When a day begins that a reader names.</summary>
    internal static DateTimeOffset BeginningOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), SevTime.UsualZone);

    /// <summary>A day begins in the zone in which deadlines end when a sender names none; a time says its own.</summary>
    internal static DateTimeOffset? ParseDue(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
            return BeginningOf(day);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }
}
