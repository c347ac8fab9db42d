namespace Sed.Exchange.Node.Api.Documents;

/// <summary>One file of a package in a mailbox.</summary>
/// <param name="Index">Its place in the package.</param>
/// <param name="Name">Its name as the sender gave it.</param>
/// <param name="Size">Octets.</param>
/// <param name="MediaType">For example <c>application/pdf</c>.</param>
/// <param name="Digest"><c>algorithm:hex</c>, in the algorithm of the sender's seal.</param>
public sealed record InboxFile(int Index, string Name, long Size, string MediaType, string Digest);
