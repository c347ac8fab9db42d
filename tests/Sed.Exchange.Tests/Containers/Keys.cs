using System.Collections.Concurrent;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Containers;

/// <summary>Throwaway keys by suite and name, each made once in a test run.</summary>
internal static class Keys
{
    private static readonly ConcurrentDictionary<string, Lazy<SoftwareKey>> Made = new();

    /// <summary>The key of this name; the same one every time.</summary>
    public static SoftwareKey Get(Suite suite, string name) => Made.GetOrAdd($"{suite.Name}/{name}", _ => new Lazy<SoftwareKey>(() =>
    {
        var issued = Authorities.Root(suite).Issue(new CertificateSubject(name, CertificatePurpose.Seal), Authorities.NotBefore, Authorities.NotAfter, Authorities.Password);
        return SoftwareKey.FromPkcs12(issued.Pkcs12, Authorities.Password);
    })).Value;
}
