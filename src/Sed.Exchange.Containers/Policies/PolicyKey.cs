namespace Sed.Exchange.Containers.Policies;

/// <summary>One key of a policy file.</summary>
/// <param name="Path">Where it stands, for example <c>revocation.grace</c>.</param>
/// <param name="Values">What it may hold.</param>
/// <param name="Means">What follows.</param>
public sealed record PolicyKey(string Path, string Values, string Means);
