namespace Sed.Exchange.Delivery.Checking;

/// <summary>What <c>sedx check</c> may find. Stable; cause and remedy are in the text catalogue.</summary>
public static class CheckCodes
{
    /// <summary>The journal's file is damaged.</summary>
    public const string JournalDamaged = "SEDX-CHECK_JOURNAL_DAMAGED";

    /// <summary>Something refers to octets that are not in the blob store.</summary>
    public const string BlobMissing = "SEDX-CHECK_BLOB_MISSING";

    /// <summary>The octets cannot be read now.</summary>
    public const string BlobUnreadable = "SEDX-CHECK_BLOB_UNREADABLE";

    /// <summary>There are more or fewer octets than were stored.</summary>
    public const string BlobLength = "SEDX-CHECK_BLOB_LENGTH";

    /// <summary>The octets are not those that were stored.</summary>
    public const string BlobDigest = "SEDX-CHECK_BLOB_DIGEST";

    /// <summary>The stored container's seal does not hold any more.</summary>
    public const string SealFails = "SEDX-CHECK_SEAL_FAILS";

    /// <summary>Octets that the journal does not know.</summary>
    public const string BlobOrphan = "SEDX-CHECK_BLOB_ORPHAN";

    /// <summary>A blob was announced or given up, and long since nothing came of it.</summary>
    public const string IntentLeft = "SEDX-CHECK_INTENT_LEFT";

    /// <summary>A stored receipt's signature is wrong, or it says something else than its row.</summary>
    public const string ReceiptFails = "SEDX-CHECK_RECEIPT_FAILS";

    /// <summary>A delivery's state is not the one its receipts state.</summary>
    public const string StateDiffers = "SEDX-CHECK_STATE_DIFFERS";
}
