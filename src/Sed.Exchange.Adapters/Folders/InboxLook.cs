namespace Sed.Exchange.Adapters.Folders;

/// <summary>What one look at an installation's inputs did.</summary>
/// <param name="Offered">Messages laid into an input.</param>
/// <param name="Collected">Messages found taken, for which Collected was said.</param>
/// <param name="Lying">Messages that lie in the inputs.</param>
/// <param name="MayLease">True: there is room for more, and an input that takes it.</param>
internal sealed record InboxLook(int Offered, int Collected, int Lying, bool MayLease);
