namespace Sed.Exchange.Delivery.Peers;

/// <summary>Names of the headers that say between nodes what a request is about (DESIGN section 5), at both ends of the wire.</summary>
public static class WireHeaders
{
    /// <summary>The message.</summary>
    public const string MessageId = "Sed-Message-Id";

    /// <summary>The organisation that sent it.</summary>
    public const string Sender = "Sed-Sender";

    /// <summary>For whom it comes: organisations, with commas between them.</summary>
    public const string Recipients = "Sed-Recipients";

    /// <summary>Ids of the nodes passed, the origin first, with commas between them.</summary>
    public const string Path = "Sed-Path";

    /// <summary>Serial of the directory that the caller has.</summary>
    public const string Directory = "Sed-Directory";

    /// <summary>The upload that has the octets, in place of a body.</summary>
    public const string Upload = "Sed-Upload";

    /// <summary>The digest is of the octets in this body (RFC 9530 section 2).</summary>
    public const string ContentDigest = "Content-Digest";

    /// <summary>The digest is of octets that are not in this body, but in an upload (RFC 9530 section 3).</summary>
    public const string ReprDigest = "Repr-Digest";
}
