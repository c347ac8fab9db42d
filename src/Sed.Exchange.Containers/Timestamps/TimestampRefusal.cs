namespace Sed.Exchange.Containers.Timestamps;

/// <summary>PKIFailureInfo (RFC 3161 section 2.4.2): why an authority of time gives no token; the numbers are its own.</summary>
internal enum TimestampRefusal
{
    /// <summary>The digest algorithm is not taken, or the digest is not of it.</summary>
    BadAlgorithm = 0,

    /// <summary>The version is not known, or the transaction is not allowed.</summary>
    BadRequest = 2,

    /// <summary>It cannot be read.</summary>
    BadFormat = 5,

    /// <summary>Another policy than the authority's is asked for.</summary>
    UnacceptedPolicy = 15,

    /// <summary>An extension is asked for, and none is known.</summary>
    UnacceptedExtension = 16,
}
