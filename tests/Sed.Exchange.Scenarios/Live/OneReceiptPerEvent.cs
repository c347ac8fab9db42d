using Sed.Exchange.Client;

namespace Sed.Exchange.Scenarios.Live;

/// <summary>What a sender holds of a message that was collected: each event is told by one receipt, none is missing and none is there twice.</summary>
internal static class OneReceiptPerEvent
{
    // Whoever could not store a Relayed need not ask for it again once he has the Delivered.
    private static readonly IReadOnlyList<(string Kind, int Least)> Kinds = [("Accepted", 1), ("Relayed", 0), ("Delivered", 1), ("Collected", 1)];

    // Nothing here takes three days, and nobody declines.
    private static readonly IReadOnlyList<string> Never = ["Refused", "Undelivered", "Declined"];

    /// <summary>What is missing or too much, one line each.</summary>
    /// <param name="status">The message at its sender's node; one recipient, whom one relay reaches.</param>
    public static IEnumerable<string> Violations(MessageStatus status)
    {
        foreach (var (kind, least) in Kinds)
        {
            var count = status.Deliveries.Single().Timeline.Count(entry => entry.Event == kind && entry.Verified == true);
            if (count < least || count > 1) yield return $"the sender of {status.MessageId} holds {count} receipts {kind}";
        }

        foreach (var entry in status.Deliveries.Single().Timeline.Where(entry => Never.Contains(entry.Event)))
            yield return $"the sender of {status.MessageId} was told {entry.Event} by {entry.Node}: {entry.Reason}";
    }
}
