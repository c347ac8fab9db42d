namespace Sed.Exchange.Containers.Policies;

/// <summary>What a policy asks about the accreditation of the authority that issued a signer's certificate (63-ФЗ article 11, 1).</summary>
public enum AccreditationDemand
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>It is said; what is not known decides nothing.</summary>
    Noted,

    /// <summary>Not shown is indeterminate.</summary>
    Required,
}
