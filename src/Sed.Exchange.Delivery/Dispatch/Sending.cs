using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Dispatch;

/// <summary>An attempt under way.</summary>
/// <param name="Container">What is sent.</param>
/// <param name="Deliveries">To how many.</param>
/// <param name="IsTrial">True: it began to find out whether the peer is back.</param>
/// <param name="Task">Ends with it.</param>
internal sealed record Sending(DigestValue Container, int Deliveries, bool IsTrial, Task Task);
