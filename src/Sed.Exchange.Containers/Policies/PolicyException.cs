namespace Sed.Exchange.Containers.Policies;

/// <summary>A policy cannot be used.</summary>
/// <param name="code">A member of <see cref="PolicyCodes"/>, with cause and remedy in the catalogue of texts.</param>
/// <param name="seen">Which policy, where in it, and what stands there.</param>
public sealed class PolicyException(string code, string seen) : Exception($"{code}: {seen}")
{
    /// <summary>A member of <see cref="PolicyCodes"/>.</summary>
    public string Code => code;

    /// <summary>Which policy, where in it, and what stands there.</summary>
    public string Seen => seen;
}
