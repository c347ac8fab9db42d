namespace Sed.Exchange.Delivery;

/// <summary>
/// The closed set of reasons that Refused and Undelivered receipts carry, besides the codes of a container's verdict; and findings that
/// the doors add. Receipts carry no free text.
/// </summary>
public static class ReasonCodes
{
    /// <summary>The recipient is not in the directory.</summary>
    public const string RecipientUnknown = "SEDX-RECIPIENT_UNKNOWN";

    /// <summary>The recipient is closed; its successor takes the message (a remark), or it has none (a refusal).</summary>
    public const string RecipientClosed = "SEDX-RECIPIENT_CLOSED";

    /// <summary>The named recipient is not one of the envelope's.</summary>
    public const string RecipientNotInEnvelope = "SEDX-RECIPIENT_NOT_IN_ENVELOPE";

    /// <summary>The envelope names another message or sender than the one it was carried as.</summary>
    public const string OtherMessage = "SEDX-OTHER_MESSAGE";

    /// <summary>No way to the recipient's node.</summary>
    public const string NoRoute = "SEDX-NO_ROUTE";

    /// <summary>No route may carry the access mark.</summary>
    public const string NoProtectedRoute = "SEDX-NO_PROTECTED_ROUTE";

    /// <summary>Another container is known under the same key.</summary>
    public const string OtherContainerKnown = "SEDX-OTHER_CONTAINER_KNOWN";

    /// <summary>deliverBy passed before the recipient's node had it.</summary>
    public const string DeadlinePassed = "SEDX-DEADLINE_PASSED";

    /// <summary>No proof of delivery reached the origin in time.</summary>
    public const string NoProofOfDelivery = "SEDX-NO_PROOF_OF_DELIVERY";

    /// <summary>It was sealed by a clock that was far ahead: no node takes it before that time.</summary>
    public const string SealedAhead = "SEDX-SEALED_AHEAD";

    /// <summary>The issuer's own disk changed what it had taken over, before it could verify it.</summary>
    public const string StoredDamaged = "SEDX-STORED_DAMAGED";

    /// <summary>The recipient's node does not take the format.</summary>
    public const string FormatNotAccepted = "SEDX-FORMAT_NOT_ACCEPTED";

    /// <summary>The recipient's node does not take seals of this suite.</summary>
    public const string SuiteNotAccepted = "SEDX-SUITE_NOT_ACCEPTED";

    /// <summary>Larger than the recipient's node takes by the directory.</summary>
    public const string TooLarge = "SEDX-TOO_LARGE";

    /// <summary>The report carries the mark of reports that a node makes for its own organisations, and no node of the recipient made it.</summary>
    public const string NodeMark = "SEDX-NODE_MARK";

    /// <summary>An official's signature failed.</summary>
    public const string DocumentSignatureFailed = "SEDX-DOCUMENT_SIGNATURE_FAILED";

    /// <summary>An official's signature cannot be fully judged; it does not refuse.</summary>
    public const string DocumentSignatureUncertain = "SEDX-DOCUMENT_SIGNATURE_UNCERTAIN";
}
