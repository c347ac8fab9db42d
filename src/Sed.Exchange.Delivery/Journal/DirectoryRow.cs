namespace Sed.Exchange.Delivery.Journal;

/// <summary>A directory that is or was in force; kept for ever. Key: <see cref="Serial"/>.</summary>
/// <param name="Serial">Its number.</param>
/// <param name="Bytes">The ASiC-S file.</param>
/// <param name="At">Accepted here at.</param>
public sealed record DirectoryRow(long Serial, byte[] Bytes, DateTimeOffset At);
