namespace Sed.Exchange.Containers.Policies;

/// <summary>What a document signature that cannot be told leads to at the sender's door. A signature from a peer is never a reason to refuse.</summary>
public enum IndeterminateOutcome
{
    /// <summary>Taken, and nothing said.</summary>
    Accept,

    /// <summary>Taken with a finding that says so.</summary>
    Flag,

    /// <summary>Refused like one that failed.</summary>
    Refuse,
}
