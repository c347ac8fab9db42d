using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Region;

/// <summary>A PKCS#12 file with the file that holds its password beside it, both 0600.</summary>
/// <param name="File">The PKCS#12 file, <c>….p12</c>.</param>
/// <param name="PasswordFile">Its password in one line, <c>….pass</c>.</param>
public sealed record KeyPath(string File, string PasswordFile)
{
    /// <summary>The pair <paramref name="name"/><c>.p12</c>, <paramref name="name"/><c>.pass</c> in a folder.</summary>
    public static KeyPath In(string folder, string name) =>
        new(Path.Combine(folder, name + ".p12"), Path.Combine(folder, name + ".pass"));

    /// <summary>The password.</summary>
    public string ReadPassword() => System.IO.File.ReadAllText(PasswordFile).TrimEnd('\r', '\n');

    /// <summary>Opens the key.</summary>
    /// <exception cref="KeyFileException">The file, the password or the key cannot be used.</exception>
    public SoftwareKey Open() => SoftwareKey.FromPkcs12(System.IO.File.ReadAllBytes(File), ReadPassword());
}
