using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Capture;

/// <summary>Notes that evidence is owed: part of the commit that states Accepted or Delivered, so that neither is there without the other.</summary>
internal static class CaptureLedger
{
    /// <summary>Owes it; a container whose evidence is owed or gathered already changes nothing.</summary>
    public static void Owe(IJournalTransaction journal, ContainerRow container, DateTimeOffset now)
    {
        if (journal.FindCapture(container.Digest) is not null) return;
        journal.Put(new CaptureRow
        {
            Container = container.Digest,
            MessageId = container.MessageId,
            State = CaptureState.Owed,
            StateSince = now,
            Since = now,
            NextAttemptAt = now,
        });
    }
}
