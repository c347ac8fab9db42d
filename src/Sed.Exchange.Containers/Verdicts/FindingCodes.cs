namespace Sed.Exchange.Containers.Verdicts;

/// <summary>
/// Every code a verdict or a receipt can carry. A code never changes its meaning; texts in both languages are in
/// <c>Texts/</c>, and a test compares this class with them.
/// </summary>
public static class FindingCodes
{
    /// <summary>No trust anchors were given; the path cannot be judged.</summary>
    public const string NoTrust = "SEDX-NO_TRUST";

    /// <summary>A limit against hostile input was exceeded; the finding says which.</summary>
    public const string LimitExceeded = "SEDX-LIMIT_EXCEEDED";

    // Signatures: format and binding.

    /// <summary>The signature file has the right form.</summary>
    public const string SignatureFormatRight = "SEDX-SIGNATURE_FORMAT_RIGHT";

    /// <summary>The signature file cannot be parsed.</summary>
    public const string SignatureMalformed = "SEDX-SIGNATURE_MALFORMED";

    /// <summary>The signature file is parsed, but has what the closed profile of our own objects forbids, or lacks what it asks for.</summary>
    public const string SignatureOutsideProfile = "SEDX-SIGNATURE_OUTSIDE_PROFILE";

    /// <summary>The signer's certificate is not in the signature.</summary>
    public const string SignerMissing = "SEDX-SIGNER_MISSING";

    /// <summary>The certificate bound to the signature is not the signer's.</summary>
    public const string SignerNotBound = "SEDX-SIGNER_NOT_BOUND";

    // Signatures: value.

    /// <summary>The signature's value is right under the signer's key.</summary>
    public const string SignatureRight = "SEDX-SIGNATURE_RIGHT";

    /// <summary>The signature's value is wrong under the signer's key.</summary>
    public const string SignatureWrong = "SEDX-SIGNATURE_WRONG";

    /// <summary>The signature's value was not checked, because an earlier stage ended the work.</summary>
    public const string SignatureNotChecked = "SEDX-SIGNATURE_NOT_CHECKED";

    /// <summary>No suite takes the signer's key.</summary>
    public const string SuiteUnknown = "SEDX-SUITE_UNKNOWN";

    /// <summary>The algorithms named are not those of the signer's suite.</summary>
    public const string AlgorithmMismatch = "SEDX-ALGORITHM_MISMATCH";
}
