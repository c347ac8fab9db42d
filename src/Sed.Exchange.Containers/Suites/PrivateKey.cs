namespace Sed.Exchange.Containers.Suites;

/// <summary>The signing half of a suite: a private key in memory. Safe to use from several threads at once.</summary>
internal abstract class PrivateKey
{
    /// <summary>The suite that made or imported the key.</summary>
    public abstract Suite Suite { get; }

    /// <summary>The public key, a DER SubjectPublicKeyInfo.</summary>
    public abstract byte[] SubjectPublicKeyInfo { get; }

    /// <summary>The private key, a DER PrivateKeyInfo (RFC 5208), unencrypted.</summary>
    public abstract byte[] ToPkcs8();

    /// <summary>Signs a digest of the suite's algorithm; the encoding is <see cref="Suite.VerifyDigest"/>'s.</summary>
    public abstract byte[] SignDigest(ReadOnlySpan<byte> digest);
}
