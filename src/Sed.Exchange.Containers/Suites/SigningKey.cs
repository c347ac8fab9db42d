using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// A private key with its certificate. The seam for key stores: PKCS#12 files, tokens and HSMs over PKCS#11 (each is one more subclass; callers only
/// ever ask for a signature over a digest).
/// </summary>
public abstract class SigningKey
{
    /// <summary>The certificate of the key.</summary>
    public abstract Certificate Certificate { get; }

    /// <summary>Issuers of the certificate, nearest first, without the root.</summary>
    public abstract IReadOnlyList<Certificate> Chain { get; }

    /// <summary>The suite that the certificate chooses.</summary>
    public abstract Suite Suite { get; }

    /// <summary>
    /// Signs a digest of <see cref="Suite"/>'s algorithm. MUST be safe to call from several threads at once.
    /// The encoding is the one <see cref="Suites.Suite.VerifyDigest"/> takes.
    /// </summary>
    /// <exception cref="KeyUnavailableException">It cannot sign now; MUST NOT be thrown after something was signed.</exception>
    public abstract byte[] SignDigest(ReadOnlySpan<byte> digest);

    /// <summary>Why the last signature failed; null: it did not.</summary>
    public virtual string? Fault => null;
}
