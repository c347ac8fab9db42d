namespace Sed.Exchange.Containers.Policies;

/// <summary>Codes of what is wrong with a policy file, and of findings that follow from the policy. Each has a text in both languages.</summary>
public static class PolicyCodes
{
    // Files.

    /// <summary>Not the JSON of a policy: not well-formed, too large, or a key twice.</summary>
    public const string Malformed = "SEDX-POLICY_MALFORMED";

    /// <summary>A key that policies do not have.</summary>
    public const string KeyUnknown = "SEDX-POLICY_KEY_UNKNOWN";

    /// <summary>A key that every policy has is missing.</summary>
    public const string KeyMissing = "SEDX-POLICY_KEY_MISSING";

    /// <summary>A value of another type, or outside of what the key may hold.</summary>
    public const string ValueWrong = "SEDX-POLICY_VALUE_WRONG";

    /// <summary>Neither the name of a policy that comes with the program nor a file.</summary>
    public const string Unknown = "SEDX-POLICY_UNKNOWN";

    // Findings.

    /// <summary>Which policy the verdict follows.</summary>
    public const string Applied = "SEDX-POLICY_APPLIED";

    /// <summary>The check was made with means that nobody certified.</summary>
    public const string MeansNotCertified = "SEDX-MEANS_NOT_CERTIFIED";

    /// <summary>The algorithm is deprecated, and was good enough at the time used.</summary>
    public const string AlgorithmDeprecated = "SEDX-ALGORITHM_DEPRECATED";

    /// <summary>The policy asks for signing-certificate-v2, and the signature does not name its signer's certificate.</summary>
    public const string SignerMustBeNamed = "SEDX-SIGNER_MUST_BE_NAMED";

    /// <summary>At the time used the key's own period was over, or had not begun.</summary>
    public const string KeyPeriodOver = "SEDX-KEY_PERIOD_OVER";

    /// <summary>The certificate of a time-stamp authority was no longer good when the token is next proven to exist.</summary>
    public const string TokenOutlived = "SEDX-TOKEN_OUTLIVED";

    /// <summary>A list that counts for little by the policy tells against a certificate.</summary>
    public const string RevocationDoubtful = "SEDX-REVOCATION_DOUBTFUL";
}
