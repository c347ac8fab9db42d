namespace Sed.Exchange.Node.Setup;

/// <summary>What <c>sedx init</c> made: the paths that the next steps need.</summary>
internal sealed record InitResult
{
    /// <summary>The node's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The node.</summary>
    public required string NodeId { get; init; }

    /// <summary><c>node.json</c>.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>The TLS certificate as PEM: what installations trust (<c>--authority</c>, <c>curl --cacert</c>).</summary>
    public required string TlsCertificateFile { get; init; }

    /// <summary>The entry for the region; null at the region's own node.</summary>
    public MadeEntry? Entry { get; init; }

    /// <summary>The region's directory; null elsewhere.</summary>
    public MadeDirectory? Directory { get; init; }

    /// <summary>An entry.</summary>
    /// <param name="File">What goes to the region.</param>
    /// <param name="Fingerprint">Its SHA-256: what is read aloud on the telephone.</param>
    internal sealed record MadeEntry(string File, string Fingerprint);

    /// <summary>A directory.</summary>
    /// <param name="File">The signed directory, serial 1.</param>
    /// <param name="Fingerprint">SHA-256 of its signer's certificate: told to every node out of band.</param>
    /// <param name="Description">What the next ones are made from.</param>
    /// <param name="Key">The key that signs it.</param>
    /// <param name="PasswordFile">Its password.</param>
    internal sealed record MadeDirectory(string File, string Fingerprint, string Description, string Key, string PasswordFile);
}
