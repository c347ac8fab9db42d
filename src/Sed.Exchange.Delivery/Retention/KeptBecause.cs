namespace Sed.Exchange.Delivery.Retention;

/// <summary>Why something of a message may not be purged now.</summary>
public enum KeptBecause
{
    /// <summary>It is in dispute.</summary>
    Dispute,

    /// <summary>A delivery of it has not come to its end here: queued, on its way, held, or not collected.</summary>
    UnderWay,

    /// <summary>Its proof is still asked for.</summary>
    ProofAsked,

    /// <summary>Something is owed about it.</summary>
    Owed,

    /// <summary>Its life is not over.</summary>
    Young,
}
