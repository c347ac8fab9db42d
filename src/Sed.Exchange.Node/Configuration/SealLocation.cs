namespace Sed.Exchange.Node.Configuration;

/// <summary>A seal held by this node.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Key">Where it lies.</param>
public sealed record SealLocation(Guid Organisation, KeyLocation Key);
