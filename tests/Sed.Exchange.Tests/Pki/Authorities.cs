using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Tests.Pki;

/// <summary>Development authorities and keys, made once per suite and run: generating keys is the slow part of tests.</summary>
internal static class Authorities
{
    public const string Password = "correct horse";

    public static readonly DateTimeOffset NotBefore = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset NotAfter = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time at which everything issued here is valid.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 16, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Lazy<DevelopmentAuthority>> Roots = Suite.All.ToDictionary(
        suite => suite.Name,
        suite => new Lazy<DevelopmentAuthority>(() => DevelopmentAuthority.Create(suite, "Development root " + suite.Name, NotBefore, NotAfter)));

    private static readonly Dictionary<string, Lazy<IssuedKey>> Seals = Suite.All.ToDictionary(
        suite => suite.Name,
        suite => new Lazy<IssuedKey>(() => Root(suite).Issue(
            new CertificateSubject("Печать", CertificatePurpose.Seal) { Organisation = "Администрация", Ogrn = "1047702026701", Inn = "7707083893" },
            NotBefore,
            NotAfter,
            Password)));

    /// <summary>Names of all suites, for theories.</summary>
    public static TheoryData<string> SuiteNames => new(Suite.All.Select(suite => suite.Name));

    public static DevelopmentAuthority Root(Suite suite) => Roots[suite.Name].Value;

    public static IssuedKey Seal(Suite suite) => Seals[suite.Name].Value;

    public static SoftwareKey SealKey(Suite suite) => SoftwareKey.FromPkcs12(Seal(suite).Pkcs12, Password);
}
