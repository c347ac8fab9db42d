using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>A private key in memory, from a PKCS#12 file (development, non-qualified). Any suite.</summary>
public sealed class SoftwareKey : SigningKey
{
    /// <inheritdoc/>
    public override Certificate Certificate => throw new NotImplementedException();

    /// <inheritdoc/>
    public override IReadOnlyList<Certificate> Chain => throw new NotImplementedException();

    /// <inheritdoc/>
    public override Suite Suite => throw new NotImplementedException();

    /// <inheritdoc/>
    public override byte[] SignDigest(ReadOnlySpan<byte> digest) => throw new NotImplementedException();

    /// <summary>Opens the first key of a PKCS#12 file.</summary>
    /// <exception cref="KeyFileException">The file, the password or the key cannot be used; says which.</exception>
    public static SoftwareKey FromPkcs12(byte[] file, string password) => throw new NotImplementedException();
}
