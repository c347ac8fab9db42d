using System.Collections.Frozen;

namespace Sed.Exchange.Containers.Policies;

/// <summary>The policies that come with the program (<c>policies/</c> of the repository).</summary>
public static class VerificationPolicies
{
    private const string Folder = "policies/";
    private const string Ending = ".json";

    private static readonly Lazy<FrozenDictionary<string, VerificationPolicy>> Shipped = new(Load);

    /// <summary>By name.</summary>
    public static IReadOnlyCollection<VerificationPolicy> All => Shipped.Value.Values;

    /// <summary><c>ru-63fz</c>.</summary>
    public static VerificationPolicy Standard => Shipped.Value["ru-63fz"];

    /// <summary>The one of this name, or null.</summary>
    public static VerificationPolicy? Find(string name) => Shipped.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, VerificationPolicy> Load()
    {
        var assembly = typeof(VerificationPolicies).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var octets = new byte[stream.Length];
                stream.ReadExactly(octets);
                var policy = VerificationPolicyFile.Read(octets, name);
                return policy.Name == name[Folder.Length..^Ending.Length] ? policy : throw new InvalidOperationException($"{name} calls itself {policy.Name}.");
            })
            .ToFrozenDictionary(policy => policy.Name, StringComparer.Ordinal);
    }
}
