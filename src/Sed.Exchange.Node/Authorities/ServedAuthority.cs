using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Authorities;

/// <summary>
/// One development authority that goes on after it was made: its key, a responder's key that it delegated, and the index of what it issued, in a folder of
/// their own. For people at play: the keys lie beside their passwords.
/// </summary>
internal sealed class ServedAuthority
{
    private readonly DevelopmentAuthority _authority;
    private readonly OcspResponder _responder;

    private ServedAuthority(string name, string folder)
    {
        Name = name;
        Index = new IssuedIndex(IndexFile(folder));
        var key = KeyPath.In(folder, "authority");
        _authority = DevelopmentAuthority.Open(File.ReadAllBytes(key.File), key.ReadPassword());
        _responder = new OcspResponder(KeyPath.In(folder, "responder").Open(), _authority.Certificate, Index.Find);
    }

    /// <summary>What it is called in addresses.</summary>
    public string Name { get; }

    /// <summary>Its own certificate.</summary>
    public Certificate Certificate => _authority.Certificate;

    /// <summary>What it issued.</summary>
    public IssuedIndex Index { get; }

    /// <summary>Opens what <see cref="Keep"/> wrote.</summary>
    public static ServedAuthority Open(string folder) => new(Path.GetFileName(folder), folder);

    /// <summary>Where an authority of this name publishes.</summary>
    public static AuthorityAddresses AddressesOf(string name, Uri at) => new(new Uri(at, $"/crl/{name}.crl"), new Uri(at, $"/ocsp/{name}"), new Uri(at, $"/ca/{name}.cer"));

    /// <summary>Keeps an authority with an empty index; <paramref name="responder"/> is the key that it delegated.</summary>
    public static void Keep(string folder, DevelopmentAuthority authority, string password, IssuedKey responder)
    {
        Write(KeyPath.In(folder, "authority"), authority.ToPkcs12(password), password);
        Write(KeyPath.In(folder, "responder"), responder.Pkcs12, password);
        File.WriteAllText(IndexFile(folder), string.Empty);
        new IssuedIndex(IndexFile(folder)).Add(responder.Certificate);
    }

    /// <summary>The file that lists what an authority in this folder issued.</summary>
    public static string IndexFile(string folder) => Path.Combine(folder, "index.txt");

    /// <summary>The complete list as of now. The number is the time, so that it grows without a state.</summary>
    public byte[] WriteList(DateTimeOffset now, TimeSpan validity) => _authority.WriteRevocationList(now.ToUnixTimeMilliseconds(), Index.AllRevoked(), now, now + validity);

    /// <summary>An OCSP answer as of now.</summary>
    public byte[] Answer(ReadOnlyMemory<byte> question, DateTimeOffset now, TimeSpan validity) => _responder.Answer(question, now, validity);

    private static void Write(KeyPath path, byte[] pkcs12, string password)
    {
        SecretFile.Write(path.File, pkcs12);
        SecretFile.Write(path.PasswordFile, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{password}\n")));
    }
}
