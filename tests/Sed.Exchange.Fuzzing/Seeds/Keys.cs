using System.Collections.Concurrent;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>Throwaway keys of suites whose keys do not follow from names.</summary>
internal static class Keys
{
    private static readonly ConcurrentDictionary<string, Lazy<SoftwareKey>> Made = new();

    /// <summary>A key of the suite; the same one every time in one process.</summary>
    public static SoftwareKey Of(Suite suite) => Made.GetOrAdd(suite.Name, _ => new Lazy<SoftwareKey>(() =>
    {
        var (from, to) = (Stand.Noon.AddYears(-1), Stand.Noon.AddYears(1));
        var subject = new CertificateSubject("Печать", CertificatePurpose.Seal) { Organisation = "Администрация", Ogrn = "1047702026701", Inn = "7707083893" };
        return SoftwareKey.FromPkcs12(DevelopmentAuthority.Create(suite, "Root", from, to).Issue(subject, from, to, "password").Pkcs12, "password");
    })).Value;
}
