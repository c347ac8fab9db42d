using System.Reflection;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>By what signatures are verified: libraries with their versions, none of them certified.</summary>
public static class VerificationMeans
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Named(typeof(Org.BouncyCastle.Crypto.IDigest).Assembly), $".NET {Environment.Version}", Named(typeof(VerificationMeans).Assembly)];

    private static string Named(Assembly assembly) => $"{assembly.GetName().Name} {assembly.GetName().Version}";
}
