using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>A private key in memory, from a PKCS#12 file (development, non-qualified). Any suite.</summary>
public sealed class SoftwareKey : SigningKey
{
    private readonly PrivateKey _key;

    private SoftwareKey(PrivateKey key, Certificate certificate, IReadOnlyList<Certificate> chain)
    {
        _key = key;
        Certificate = certificate;
        Chain = chain;
    }

    /// <inheritdoc/>
    public override Certificate Certificate { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Certificate> Chain { get; }

    /// <inheritdoc/>
    public override Suite Suite => _key.Suite;

    /// <inheritdoc/>
    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => _key.SignDigest(digest);

    /// <summary>Opens the key of a PKCS#12 file.</summary>
    /// <exception cref="KeyFileException">The file, the password or the key cannot be used; says which.</exception>
    public static SoftwareKey FromPkcs12(byte[] file, string password)
    {
        var (keys, certificates) = Pkcs12File.Read(file, password);
        if (keys.Count == 0) throw new KeyFileException("The PKCS#12 file holds no private key.");
        if (keys.Count > 1) throw new KeyFileException($"The PKCS#12 file holds {keys.Count} private keys: which one is meant nobody can know. Export one of them into a file of its own.");
        if (certificates.Count == 0) throw new KeyFileException("The PKCS#12 file holds no certificate.");

        KeyFileException? reason = null;
        foreach (var certificate in certificates)
        {
            if (Suite.Of(certificate) is not { } suite) continue;
            try
            {
                var key = suite.ImportKey(keys[0]);
                if (BelongsTo(key, certificate)) return new SoftwareKey(key, certificate, IssuerChain.Of(certificate, certificates));
            }
            catch (KeyFileException error)
            {
                reason = error;
            }
        }

        throw reason ?? new KeyFileException("No certificate of the PKCS#12 file belongs to its private key, or no suite takes the key.");
    }

    // Asking the key itself works for every suite and every encoding of a public key.
    private static bool BelongsTo(PrivateKey key, Certificate certificate)
    {
        var digest = key.Suite.Digest(certificate.Der).Value;
        return key.Suite.VerifyDigest(certificate, digest, key.SignDigest(digest));
    }
}
