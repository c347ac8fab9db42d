using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Directories;

/// <summary>Writes and opens the signed directory (ASiC-S with <c>directory.xml</c>, DESIGN 3.5).</summary>
public static class DirectoryFile
{
    /// <summary>Signs a directory with the key that <see cref="DirectoryKeys.Current"/> names.</summary>
    public static byte[] Write(ExchangeDirectory directory, SigningKey key, DateTimeOffset signedAt) => throw new NotImplementedException();

    /// <summary>
    /// Opens a directory. Trusted when its signer's certificate has the fingerprint given out of band
    /// (<paramref name="fingerprint"/>, SHA-256 of the certificate, hexadecimal), or when the signer is listed in
    /// <paramref name="previous"/> and the serial is higher. With neither: indeterminate, <c>SEDX-NO_TRUST</c>.
    /// </summary>
    public static OpenedDirectory Open(byte[] file, string? fingerprint, ExchangeDirectory? previous, DateTimeOffset at) =>
        throw new NotImplementedException();
}
