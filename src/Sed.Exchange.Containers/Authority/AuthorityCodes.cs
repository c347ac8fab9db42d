namespace Sed.Exchange.Containers.Authority;

/// <summary>Codes of the last stage: may this signer speak for the author.</summary>
public static class AuthorityCodes
{
    /// <summary>The certificate names the author's organisation.</summary>
    public const string Right = "SEDX-AUTHORITY_RIGHT";

    /// <summary>The certificate names another organisation than the author.</summary>
    public const string OtherOrganisation = "SEDX-AUTHORITY_OTHER_ORGANISATION";

    /// <summary>The certificate names no organisation.</summary>
    public const string NotShown = "SEDX-AUTHORITY_NOT_SHOWN";

    /// <summary>The author's register numbers are not known, or only the document's sender says them.</summary>
    public const string AuthorUnknown = "SEDX-AUTHORITY_AUTHOR_UNKNOWN";

    /// <summary>A power of attorney lets the signer speak for the author.</summary>
    public const string ByPower = "SEDX-AUTHORITY_BY_POWER";

    /// <summary>A register number in a certificate has wrong check digits.</summary>
    public const string NumberWrong = "SEDX-REGISTER_NUMBER_WRONG";

    /// <summary>A certificate has two different numbers of one register.</summary>
    public const string NumberAmbiguous = "SEDX-REGISTER_NUMBER_AMBIGUOUS";

    /// <summary>A certificate has an organisation's number in a free text only.</summary>
    public const string NumberInText = "SEDX-REGISTER_NUMBER_IN_TEXT";

    /// <summary>A power of attorney, with what was found about it.</summary>
    public const string Power = "SEDX-POWER";

    /// <summary>A power of attorney cannot be read.</summary>
    public const string PowerMalformed = "SEDX-POWER_MALFORMED";

    /// <summary>A power of attorney is signed by whoever may grant it.</summary>
    public const string PowerSigned = "SEDX-POWER_SIGNED";

    /// <summary>A power of attorney came without its signature.</summary>
    public const string PowerSignatureMissing = "SEDX-POWER_SIGNATURE_MISSING";

    /// <summary>The signature of a power of attorney failed.</summary>
    public const string PowerSignatureWrong = "SEDX-POWER_SIGNATURE_WRONG";

    /// <summary>Whether the signature of a power of attorney holds cannot be told.</summary>
    public const string PowerSignatureUncertain = "SEDX-POWER_SIGNATURE_UNCERTAIN";

    /// <summary>A power of attorney is signed by somebody else than its principal.</summary>
    public const string PowerSignerOther = "SEDX-POWER_SIGNER_OTHER";

    /// <summary>That whoever signed a power of attorney may grant it is said by itself alone.</summary>
    public const string PowerSignerUnproven = "SEDX-POWER_SIGNER_UNPROVEN";

    /// <summary>The principal is the author.</summary>
    public const string PowerPrincipalRight = "SEDX-POWER_PRINCIPAL_RIGHT";

    /// <summary>The principal is not the author.</summary>
    public const string PowerPrincipalOther = "SEDX-POWER_PRINCIPAL_OTHER";

    /// <summary>There is no author to compare the principal with.</summary>
    public const string PowerPrincipalNotCompared = "SEDX-POWER_PRINCIPAL_NOT_COMPARED";

    /// <summary>The signer is the representative.</summary>
    public const string PowerDelegateRight = "SEDX-POWER_DELEGATE_RIGHT";

    /// <summary>The signer is not the representative.</summary>
    public const string PowerDelegateOther = "SEDX-POWER_DELEGATE_OTHER";

    /// <summary>Certificate and power of attorney have no number of a person in common.</summary>
    public const string PowerDelegateUnknown = "SEDX-POWER_DELEGATE_UNKNOWN";

    /// <summary>The power of attorney was in force at the time used.</summary>
    public const string PowerInForce = "SEDX-POWER_IN_FORCE";

    /// <summary>The power of attorney was not in force at the time used.</summary>
    public const string PowerNotInForce = "SEDX-POWER_NOT_IN_FORCE";

    /// <summary>Whether the power of attorney was revoked was not asked.</summary>
    public const string PowerStatusNotAsked = "SEDX-POWER_STATUS_NOT_ASKED";

    /// <summary>The powers, for whoever reads the document.</summary>
    public const string PowerPowersStated = "SEDX-POWER_POWERS_STATED";

    /// <summary>Several act only together.</summary>
    public const string PowerJoint = "SEDX-POWER_JOINT";

    /// <summary>A first grant; no chain to follow.</summary>
    public const string PowerFirstGrant = "SEDX-POWER_FIRST_GRANT";

    /// <summary>The chain of sub-delegation holds up to the first grant.</summary>
    public const string PowerChainRight = "SEDX-POWER_CHAIN_RIGHT";

    /// <summary>A power of attorney of the chain is not there.</summary>
    public const string PowerChainMissing = "SEDX-POWER_CHAIN_MISSING";

    /// <summary>The chain of sub-delegation does not hold.</summary>
    public const string PowerChainWrong = "SEDX-POWER_CHAIN_WRONG";
}
