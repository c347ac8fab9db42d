namespace Sed.Exchange.Node.Configuration;

/// <summary>Seals of one organisation, held by this node.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Keys">Where they lie: the one in use, and the one that is to follow.</param>
public sealed record SealLocation(Guid Organisation, IReadOnlyList<KeyLocation> Keys);
