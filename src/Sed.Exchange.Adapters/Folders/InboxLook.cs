namespace Sed.Exchange.Adapters.Folders;

/// <summary>What one look at an installation's inputs did.</summary>
/// <param name="Offered">Messages laid into an input.</param>
/// <param name="Collected">Messages found taken, for which Collected was said.</param>
/// <param name="Lying">Messages that lie in the inputs.</param>
/// <param name="MayLease">
/// True: the mailbox is worth asking as soon as something waits in it. False: what waits may be for an input that has no room or is away, and would be found again
/// and again.
/// </param>
internal sealed record InboxLook(int Offered, int Collected, int Lying, bool MayLease);
