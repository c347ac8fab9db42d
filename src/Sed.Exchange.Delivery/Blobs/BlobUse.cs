using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Blobs;

/// <summary>Who needs octets: a container, its refusals and what is held of it share them when they came together.</summary>
internal static class BlobUse
{
    /// <summary>Lets octets go, unless anything needs them still. Call it when the row that needed them has changed or is gone.</summary>
    public static void ReleaseUnneeded(IJournalTransaction journal, DigestValue container, string blob, DateTimeOffset now)
    {
        if (IsNeeded(journal, container, blob)) return;
        if (journal.FindBlobIntent(blob) is { State: BlobIntentState.Committed }) journal.ReleaseBlob(blob, now);
    }

    private static bool IsNeeded(IJournalReader journal, DigestValue container, string blob) =>
        (journal.FindContainer(container) is { Remains: Remains.Everything } whole && whole.Blob == blob)
        || journal.RefusalsOf(container).Any(refusal => refusal.Blob == blob)
        || journal.HeldOf(container).Any(held => held.Blob == blob);
}
