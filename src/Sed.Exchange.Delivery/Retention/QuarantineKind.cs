namespace Sed.Exchange.Delivery.Retention;

/// <summary>Why octets are kept apart.</summary>
public enum QuarantineKind
{
    /// <summary>Refused: kept as evidence, never released.</summary>
    Refused,

    /// <summary>Their verdict is still to come.</summary>
    Held,

    /// <summary>A verified report whose document is not known here.</summary>
    Parked,
}
