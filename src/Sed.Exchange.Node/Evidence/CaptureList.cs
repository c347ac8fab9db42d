namespace Sed.Exchange.Node.Evidence;

/// <summary>The list of accredited authorities that was used.</summary>
/// <param name="Version">Its number.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="Sha256">SHA-256 of the file; the node keeps every version that it imported.</param>
internal sealed record CaptureList(long Version, DateTimeOffset IssuedAt, string Sha256);
