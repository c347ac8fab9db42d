namespace Sed.Exchange.Tests.Doors;

/// <summary>One line of the catalogue: a bad input at a door, what it is called, and what becomes of its octets. Every row is played by a test.</summary>
/// <param name="Door">One of <see cref="Doors.Door"/>.</param>
/// <param name="Input">The input.</param>
/// <param name="Code">The stable code; a dash: it is no bad input, and is taken.</param>
/// <param name="Fate">One of <see cref="Doors.Fate"/>.</param>
internal sealed record DoorRow(string Door, string Input, string Code, string Fate);
