namespace Sed.Exchange.Containers.Revocation;

/// <summary>What a policy makes of not knowing whether a certificate was revoked.</summary>
public enum RevocationDemand
{
    /// <summary>Nothing is looked up.</summary>
    Off,

    /// <summary>What is known counts: revoked is failed; not known is told and decides nothing, so that an outage stops no mail.</summary>
    WhereKnown,

    /// <summary>Not known is indeterminate.</summary>
    Required,
}
