using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Authorities;

/// <summary>
/// The folder of a development region in which its authorities are kept when they are to be served:
/// <code>
/// address                  where they publish: what stands in the certificates
/// tsa.p12  tsa.pass        the key of the authority of time
/// seals/  officials/  tls/  time/
///   authority.p12  authority.pass  responder.p12  responder.pass  index.txt
/// </code>
/// </summary>
internal sealed class AuthorityFolder
{
    private const string AddressFile = "address";

    private AuthorityFolder(string path, Uri address)
    {
        Address = address;
        Authorities = [.. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(ServedAuthority.Open)];
        Time = new TimestampAuthority(TimeKey(path).Open());
    }

    /// <summary>Where they publish.</summary>
    public Uri Address { get; }

    /// <summary>The authorities, by name.</summary>
    public IReadOnlyList<ServedAuthority> Authorities { get; }

    /// <summary>The authority of time.</summary>
    public TimestampAuthority Time { get; }

    /// <summary>The folder inside of a region's.</summary>
    public static string In(string region) => Path.Combine(region, "pki", "authorities");

    /// <summary>Key of the authority of time in the folder.</summary>
    public static KeyPath TimeKey(string path) => KeyPath.In(path, "tsa");

    /// <summary>Where the authority of time answers.</summary>
    public static Uri TimeAddress(Uri at) => new(at, "/tsa");

    /// <summary>Begins the folder.</summary>
    public static void Begin(string path, Uri address)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, AddressFile), address.AbsoluteUri + "\n");
    }

    /// <summary>Opens the folder of a region; null: its authorities were not kept.</summary>
    public static AuthorityFolder? Open(string region)
    {
        var path = In(region);
        var file = Path.Combine(path, AddressFile);
        return File.Exists(file) ? new AuthorityFolder(path, new Uri(File.ReadAllText(file).Trim())) : null;
    }
}
