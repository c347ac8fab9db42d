using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>An authority of time of our own making, with a root that lasts and a certificate that can be replaced.</summary>
internal sealed class StampingTown
{
    private const string Password = "secret";

    private readonly DevelopmentAuthority _root;

    public StampingTown(Suite suite, DateTimeOffset from, DateTimeOffset until, TimeSpan? rootLife = null)
    {
        _root = DevelopmentAuthority.Create(suite, "Root of time", from, from + (rootLife ?? TimeSpan.FromDays(365 * 30)));
        Renew(from, until);
    }

    /// <summary>What its certificates end in.</summary>
    public Certificate Root => _root.Certificate;

    /// <summary>The authority in force.</summary>
    public TimestampAuthority Authority { get; private set; } = null!;

    /// <summary>False: nobody answers.</summary>
    public bool Answers { get; set; } = true;

    public TrustAnchors Trust => new([Root], []);

    /// <summary>Gives it a new key and certificate.</summary>
    public void Renew(DateTimeOffset from, DateTimeOffset until) =>
        Authority = new TimestampAuthority(SoftwareKey.FromPkcs12(_root.Issue(new CertificateSubject("Time", CertificatePurpose.Timestamping), from, until, Password).Pkcs12, Password));
}
