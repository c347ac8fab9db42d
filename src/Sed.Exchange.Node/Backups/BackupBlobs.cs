namespace Sed.Exchange.Node.Backups;

/// <summary>The blobs of a snapshot, all of them or those that one run copied.</summary>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Octets.</param>
public sealed record BackupBlobs(long Count, long Bytes);
