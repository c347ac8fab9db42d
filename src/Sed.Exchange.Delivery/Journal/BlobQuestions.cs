namespace Sed.Exchange.Delivery.Journal;

/// <summary>Whether octets are needed, asked of the journal as it is now.</summary>
public static class BlobQuestions
{
    /// <summary>True: something refers to this blob.</summary>
    public static bool NeedsBlob(this IJournalReader journal, string name) => journal.FindBlobIntent(name) is { State: BlobIntentState.Committed };

    /// <summary>The same in a view of its own.</summary>
    public static Task<bool> NeedsBlobAsync(this IJournalView journal, string name, CancellationToken cancel) => journal.ReadAsync(reader => reader.NeedsBlob(name), cancel);
}
