using Sed.Exchange.Containers.Policies;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Finds a verification policy by what people write: the name of one that comes with the program, or the path of a file.</summary>
internal static class PolicySource
{
    /// <summary>Reads it.</summary>
    /// <exception cref="PolicyException">There is none, or it is not one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VerificationPolicy Open(string source)
    {
        if (VerificationPolicies.Find(source) is { } shipped) return shipped;
        if (!File.Exists(source))
            throw new PolicyException(PolicyCodes.Unknown, $"{source}; {string.Join(", ", VerificationPolicies.All.Select(policy => policy.Name).Order(StringComparer.Ordinal))}");

        // A disk that is named by mistake is not read into memory.
        if (new FileInfo(source).Length > VerificationPolicyFile.MaxBytes) throw new PolicyException(PolicyCodes.Malformed, $"{source}: more than {VerificationPolicyFile.MaxBytes} octets");
        return VerificationPolicyFile.Read(File.ReadAllBytes(source), source);
    }
}
