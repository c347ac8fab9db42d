using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Json;

namespace Sed.Exchange.Node.Api;

/// <summary>Pull: list, lease, collect, decline.</summary>
internal static class InboxEndpoints
{
    private const int MaxItems = 500;
    private const int MaxWait = 60;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/inbox", ListAsync)
            .InLane(CallLane.Polls)
            .WithTags("pull")
            .WithSummary("What waits, oldest first; waits for the first message (long poll, 0 to 60 s)")
            .Produces<Page<InboxItem>>()
            .Fails(400, 403, 503);
        api.MapPost("/inbox/lease", LeaseAsync)
            .WithTags("pull")
            .WithSummary("Lease what waits: for a while nobody else is given it")
            .WithDescription(
                "At most max messages and bytes octets of containers together (one message at least). When more waits, your organisations take turns. What was leased "
                + "often and never settled comes when nothing else waits or once in an hour, and alone: poison = true.")
            .Produces<Page<InboxItem>>()
            .Fails(400, 403, 503);
        api.MapPost("/inbox/{deliveryId:guid}/renew", RenewAsync)
            .InLane(CallLane.Settling)
            .WithTags("pull")
            .WithSummary("Hold a lease longer, while the work on the message goes on")
            .WithDescription("Gives another lease's time from now, up to the longest this node allows. 409 lease-expired: it ran out, somebody else may have the message now.")
            .Produces<RenewalDocument>()
            .Fails(400, 404, 409, 503);
        api.MapPost("/inbox/{deliveryId:guid}/collect", CollectAsync)
            .InLane(CallLane.Settling)
            .WithTags("pull")
            .WithSummary("Confirm taking a message; the sender gets a signed Collected receipt")
            .WithDescription("Register durably first, collect afterwards. Any past holder's lease is taken; again: already = true.")
            .Produces<SettlementDocument>()
            .Fails(400, 404, 409, 503);
        api.MapPost("/inbox/{deliveryId:guid}/decline", DeclineAsync)
            .InLane(CallLane.Settling)
            .WithTags("pull")
            .WithSummary("Refuse a message with a reason of the closed set; the sender gets a signed Declined receipt")
            .Produces<SettlementDocument>()
            .Fails(400, 404, 409, 503);
    }

    private static async Task<IResult> ListAsync(
        ApiClient client, Gateway gateway, IHostApplicationLifetime lifetime, Guid? organisation, int? wait, int? max, CancellationToken cancel)
    {
        if (wait is < 0 or > MaxWait) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"wait: 0 to {MaxWait}");
        if (max is < 1 or > MaxItems) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"max: 1 to {MaxItems}");
        if (Narrow(client, organisation) is not { } organisations) return new ProblemAnswer(HttpProblemCodes.Forbidden, "organisation");

        // A node that stops must not hold its clients' polls for half a minute.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        IReadOnlyList<MailboxItem> items;
        try
        {
            items = await gateway.Mailbox.ListAsync(organisations, max ?? 50, TimeSpan.FromSeconds(wait ?? 0), either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            items = [];
        }

        return Items(items, gateway);
    }

    private static async Task<IResult> LeaseAsync(ApiClient client, Gateway gateway, Guid? organisation, int? max, long? bytes, CancellationToken cancel)
    {
        if (max is < 1 or > MaxItems) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"max: 1 to {MaxItems}");
        if (bytes is < 1) return new ProblemAnswer(HttpProblemCodes.RequestInvalid, "bytes: 1 or more");
        if (Narrow(client, organisation) is not { } organisations) return new ProblemAnswer(HttpProblemCodes.Forbidden, "organisation");
        return Items(await gateway.Mailbox.LeaseAsync(organisations, client.Id, max ?? 50, cancel, bytes), gateway);
    }

    private static async Task<IResult> RenewAsync(ApiClient client, Gateway gateway, Guid deliveryId, RenewRequest request, CancellationToken cancel) =>
        await gateway.Mailbox.RenewAsync(client.Organisations, deliveryId, request.LeaseId, cancel) switch
        {
            RenewalResult.Renewed renewed => TypedResults.Json(new RenewalDocument(request.LeaseId, renewed.Until), DocumentJson.Compact),
            RenewalResult.NotDone refused => new ProblemAnswer(refused.Problem),
            var other => throw new InvalidOperationException($"The mailbox said {other.GetType().Name}."),
        };

    private static async Task<IResult> CollectAsync(ApiClient client, Gateway gateway, Guid deliveryId, CollectRequest request, CancellationToken cancel) =>
        Answer(await gateway.Mailbox.CollectAsync(client.Organisations, deliveryId, request.LeaseId, cancel));

    private static async Task<IResult> DeclineAsync(ApiClient client, Gateway gateway, Guid deliveryId, DeclineRequest request, CancellationToken cancel) =>
        DeclineCodes.All.Contains(request.Reason)
            ? Answer(await gateway.Mailbox.DeclineAsync(client.Organisations, deliveryId, request.LeaseId, request.Reason, cancel))
            : new ProblemAnswer(HttpProblemCodes.RequestInvalid, $"reason: {string.Join(", ", DeclineCodes.All)}");

    // One of the client's organisations, or all of them; null: it may not speak for the one it names.
    private static IReadOnlyList<Guid>? Narrow(ApiClient client, Guid? organisation) =>
        organisation is not { } one ? client.Organisations : client.Organisations.Contains(one) ? [one] : null;

    private static IResult Items(IReadOnlyList<MailboxItem> items, Gateway gateway) => TypedResults.Json(
        new Page<InboxItem>([.. items.Select(item => InboxItem.From(item, gateway.Directory.Current))]), DocumentJson.Compact);

    private static IResult Answer(SettlementResult result) => result switch
    {
        SettlementResult.Settled settled => TypedResults.Json(SettlementDocument.From(settled), DocumentJson.Compact),
        SettlementResult.NotDone refused => new ProblemAnswer(refused.Problem),
        _ => throw new InvalidOperationException($"The mailbox said {result.GetType().Name}."),
    };
}
