using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Adapters.Tokens;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Opens keys where a configuration says they lie; what is wrong with one is a fault at the key that names it.</summary>
/// <param name="dev">True: certificates of the development authority are fine.</param>
/// <param name="faults">Gets what is wrong.</param>
internal sealed class KeyOpening(bool dev, List<ConfigurationFault> faults)
{
    /// <summary>A TLS key with its issuers; null and a fault when it cannot be used.</summary>
    public TlsKey? OpenTls(KeyLocation.InFile location)
    {
        if (ReadSecrets(location) is not var (file, password)) return null;
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(file, password);
            if (all.FirstOrDefault(candidate => candidate.HasPrivateKey) is { } own)
            {
                RefuseDevelopment(location.Path, Certificate.Parse(own.RawData));
                return new TlsKey(own, [.. all.Where(candidate => !candidate.HasPrivateKey)]);
            }

            Unusable($"{location.Path}.file", "no private key");
        }
        catch (CryptographicException unusable)
        {
            Unusable($"{location.Path}.file", unusable.Message);
        }

        return null;
    }

    /// <summary>A key that signs; null and a fault when it cannot be used.</summary>
    public SigningKey? Open(KeyLocation location)
    {
        SigningKey? key = location switch
        {
            KeyLocation.InFile file => OpenFile(file),
            KeyLocation.InToken token => OpenToken(token),
            _ => throw new InvalidOperationException($"{location.GetType().Name} is no place of a key."),
        };
        RefuseDevelopment(location.Path, key?.Certificate);
        return key;
    }

    /// <summary>A certificate of the development authority is a fault, unless it is fine here.</summary>
    public void RefuseDevelopment(string path, Certificate? certificate)
    {
        if (!dev && certificate is not null && DevelopmentAuthority.IsDevelopment(certificate))
            faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.Development, certificate.Subject));
    }

    private SoftwareKey? OpenFile(KeyLocation.InFile location)
    {
        if (ReadSecrets(location) is not var (file, password)) return null;
        try
        {
            return SoftwareKey.FromPkcs12(file, password);
        }
        catch (KeyFileException unusable)
        {
            Unusable($"{location.Path}.file", unusable.Message);
            return null;
        }
    }

    private TokenKey? OpenToken(KeyLocation.InToken location)
    {
        var path = $"{location.Path}.pkcs11";
        var pin = NamedFile.ReadSecretLine($"$.{path}.pinFile", location.PinFile, faults);
        var certificates = location.CertificateFile is null ? null : NamedFile.Read($"$.{path}.certificate", location.CertificateFile, faults);
        if (pin is null || location is { Library: null } or { Token: null } or { Key: null } || (location.CertificateFile is not null && certificates is null)) return null;
        try
        {
            return TokenKey.Open(new TokenPlace
            {
                Library = location.Library,
                Token = location.Token,
                Key = location.Key,
                Pin = pin,
                Certificates = certificates is null ? []
                    : CertificateBundle.Read(certificates) ?? throw new KeyFileException("The file of the certificate holds none, or a damaged one."),
            });
        }
        catch (KeyFileException unusable)
        {
            Unusable(path, unusable.Message);
            return null;
        }
    }

    private (byte[] File, string Password)? ReadSecrets(KeyLocation.InFile location)
    {
        var file = NamedFile.ReadSecret($"$.{location.Path}.file", location.File, faults);
        var password = NamedFile.ReadSecretLine($"$.{location.Path}.passwordFile", location.PasswordFile, faults);
        return file is null || password is null ? null : (file, password);
    }

    private void Unusable(string path, string why) => faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.KeyUnusable, why));
}
