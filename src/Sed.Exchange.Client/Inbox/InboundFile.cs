namespace Sed.Exchange.Client;

/// <summary>One file of a package in a mailbox.</summary>
/// <param name="Index">Its place in the package; how calls name it.</param>
/// <param name="Name">Its name as the sender gave it. It came from outside: never use it as a path unchecked.</param>
/// <param name="Size">Octets.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Digest"><c>algorithm:hex</c>, in the algorithm of the sender's seal.</param>
public sealed record InboundFile(int Index, string Name, long Size, string? MediaType, string? Digest);
