namespace Sed.Exchange.Containers.Timestamps;

/// <summary>Why an answer of an authority of time is not taken.</summary>
public enum TimestampFaultKind
{
    /// <summary>It cannot be read.</summary>
    Malformed,

    /// <summary>The authority says that it gives no token.</summary>
    Refused,

    /// <summary>It is not to what was asked: another imprint, nonce or policy.</summary>
    Foreign,

    /// <summary>Its signature, or the path or the purpose of its certificate, is not right or cannot be told.</summary>
    Untrusted,

    /// <summary>It states a time too far from that of this machine.</summary>
    TimeOff,
}
