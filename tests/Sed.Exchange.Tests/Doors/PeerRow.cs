namespace Sed.Exchange.Tests.Doors;

/// <summary>A container that is sound, but not for here, not now, or not so.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Code">The problem's or the receipt's reason code; a dash: it is delivered.</param>
/// <param name="Fate">What becomes of the octets.</param>
/// <param name="Change">Changes what is sent.</param>
/// <param name="Directory">A successor of the directory in force at the recipient's node, or null.</param>
internal sealed record PeerRow(string Name, string Code, string Fate, Func<PeerCall, PeerCall> Change, byte[]? Directory = null);
