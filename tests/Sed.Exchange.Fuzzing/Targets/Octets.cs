using System.Security.Cryptography;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Names octets in what a target takes for proven.</summary>
internal static class Octets
{
    /// <summary>A line for octets that something calls by a name.</summary>
    public static string Named(string name, ReadOnlySpan<byte> octets) => $"{name} {Convert.ToHexStringLower(SHA256.HashData(octets))}";
}
