namespace Sed.Exchange.Containers.Verdicts;

/// <summary>The stages of a verdict in the order they are carried out (DESIGN section 7).</summary>
public enum VerdictStage
{
    /// <summary>Is the file what it says it is; limits.</summary>
    Format,

    /// <summary>Does the signature cover everything that counts, and nothing twice.</summary>
    Coverage,

    /// <summary>Are the covered octets the signed ones.</summary>
    Digest,

    /// <summary>Is the signature value right under the signer's key.</summary>
    Signature,

    /// <summary>Is the signer's certificate trusted: directory pin, or path to an anchor.</summary>
    Path,

    /// <summary>Was the certificate revoked.</summary>
    Revocation,

    /// <summary>Which time was used and why.</summary>
    Time,

    /// <summary>Are the algorithms acceptable.</summary>
    Policy,

    /// <summary>May this signer speak for the author.</summary>
    Authority,
}
