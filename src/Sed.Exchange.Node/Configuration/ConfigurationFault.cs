namespace Sed.Exchange.Node.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Path">JSON path from <c>$</c>, name of the environment variable, or the file.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">What was expected, or what was seen; never a password.</param>
public sealed record ConfigurationFault(string Path, ConfigurationFaultKind Kind, string? Detail = null);
