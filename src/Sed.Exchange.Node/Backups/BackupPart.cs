namespace Sed.Exchange.Node.Backups;

/// <summary>One file of a snapshot.</summary>
/// <param name="File">Its name in the snapshot's folder, with <c>/</c> between folders.</param>
/// <param name="Length">Octets.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
public sealed record BackupPart(string File, long Length, string Sha256);
