using Sed.Exchange.Adapters.Timestamps;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Where time-stamps come from.</summary>
/// <param name="TrustFolder">Certificates of those who may stamp; null only in a configuration with faults.</param>
/// <param name="Options">Whom to ask, and how.</param>
public sealed record TimePlace(string? TrustFolder, TimeAuthorityOptions Options);
