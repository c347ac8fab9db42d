namespace Sed.Exchange.Node.Configuration;

/// <summary>Where a key lies: in a PKCS#12 file, or in a token.</summary>
/// <param name="Path">Dotted path of the object in the configuration, for faults.</param>
public abstract record KeyLocation(string Path)
{
    /// <summary>In a PKCS#12 file.</summary>
    /// <param name="Path">Dotted path of the object in the configuration, for faults.</param>
    /// <param name="File">The file.</param>
    /// <param name="PasswordFile">File whose first line is its password.</param>
    public sealed record InFile(string Path, string File, string PasswordFile) : KeyLocation(Path);

    /// <summary>In a token or HSM, reached over PKCS#11.</summary>
    /// <param name="Path">Dotted path of the object in the configuration, for faults.</param>
    /// <param name="Library">The vendor's library.</param>
    /// <param name="Token">Label of the token.</param>
    /// <param name="Key">Label of the key, or <c>id:</c> and its id in hexadecimal.</param>
    /// <param name="PinFile">File whose first line is the user's PIN.</param>
    /// <param name="CertificateFile">PEM or DER of the certificate; null: it lies in the token.</param>
    public sealed record InToken(string Path, string Library, string Token, string Key, string PinFile, string? CertificateFile) : KeyLocation(Path);
}
