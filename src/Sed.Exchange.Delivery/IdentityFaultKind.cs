namespace Sed.Exchange.Delivery;

/// <summary>How a node's keys can contradict the directory.</summary>
public enum IdentityFaultKind
{
    /// <summary>The directory has no node of this id.</summary>
    NodeNotListed,

    /// <summary>The receipt key's certificate is not one of the node's receipt certificates.</summary>
    ReceiptKeyNotListed,

    /// <summary>The directory has no organisation of the id that a seal is given for.</summary>
    OrganisationNotListed,

    /// <summary>The seal's certificate is not one of the organisation's.</summary>
    SealNotListed,
}
