using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys of <c>node.json</c> that say where one private key lies: a PKCS#12 file, or a token over PKCS#11.</summary>
internal sealed class KeyPlaceKeys
{
    /// <param name="path">Dotted path of the object.</param>
    /// <param name="what">What the key is for, as the first words of a sentence.</param>
    public KeyPlaceKeys(string path, string what)
    {
        Path = path;
        File = Optional($"{path}.file", ValueTypes.FilePath, $"PKCS#12 of {what}; this or `{path}.pkcs11`.");
        Password = Optional($"{path}.passwordFile", ValueTypes.FilePath, "File whose first line is its password.");
        Library = Optional($"{path}.pkcs11.library", ValueTypes.FilePath, $"PKCS#11 library of the token or HSM that holds {what}.");
        Token = Optional($"{path}.pkcs11.token", ValueTypes.TokenLabel, "Label of the token.");
        Key = Optional($"{path}.pkcs11.key", ValueTypes.TokenKey, "Label of the key in it, or its id.");
        Pin = Optional($"{path}.pkcs11.pinFile", ValueTypes.FilePath, "File whose first line is the user's PIN; a wrong one is tried once and never again.");
        Certificate = Optional(
            $"{path}.pkcs11.certificate", ValueTypes.FilePath, "Certificate of the key, PEM (issuers may follow) or DER; absent: the one in the token.");
    }

    /// <summary>Dotted path of the object.</summary>
    public string Path { get; }

    public ConfigurationKey<string?> File { get; }

    public ConfigurationKey<string?> Password { get; }

    public ConfigurationKey<string?> Library { get; }

    public ConfigurationKey<string?> Token { get; }

    public ConfigurationKey<string?> Key { get; }

    public ConfigurationKey<string?> Pin { get; }

    public ConfigurationKey<string?> Certificate { get; }

    /// <summary>All of them, in the order of the documentation.</summary>
    public IReadOnlyList<ConfigurationKey> All => [File, Password, .. OfToken];

    /// <summary>Those that name a token.</summary>
    public IReadOnlyList<ConfigurationKey> OfToken => [Library, Token, Key, Pin, Certificate];
}
