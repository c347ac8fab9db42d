namespace Sed.Exchange.Delivery.Journal;

/// <summary>States of an announced blob.</summary>
public enum BlobIntentState
{
    /// <summary>Being written; nothing refers to it.</summary>
    Intended,

    /// <summary>Durable and referred to.</summary>
    Committed,

    /// <summary>Given up; the sweeper deletes it. A commit on it fails.</summary>
    Dead,
}
