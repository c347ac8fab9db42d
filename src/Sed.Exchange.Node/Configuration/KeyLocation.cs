namespace Sed.Exchange.Node.Configuration;

/// <summary>Where a key lies.</summary>
/// <param name="Path">Dotted path of the object in the configuration, for faults.</param>
/// <param name="File">PKCS#12 file.</param>
/// <param name="PasswordFile">File whose first line is its password.</param>
public sealed record KeyLocation(string Path, string File, string PasswordFile);
