using Sed.Exchange.Delivery;
using static Sed.Exchange.Node.Configuration.KeyShapes;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys of <c>inbox</c>: how mail is handed to installations, and when somebody is told that it stands still.</summary>
public static class MailboxKeys
{
    private static readonly DeliveryOptions Delivery = new();

    /// <summary>How long one lease may be renewed.</summary>
    public static readonly ConfigurationKey<TimeSpan> LeaseLimit = Time(
        "inbox.leaseLimit", Minutes(1), Days(30), Delivery.LeaseLimit, "How long one lease may be held by renewing it; then the message goes to whoever asks. Stops a client that hangs and goes on renewing.");

    /// <summary>Octets of a batch.</summary>
    public static readonly ConfigurationKey<long> LeaseBytes = Count(
        "inbox.leaseBytes", 1024 * 1024, 1L << 40, Delivery.LeaseBytes, "Octets of the containers in one batch of leases, but at least one container; keeps clients from leasing more than they can fetch in time.");

    /// <summary>Poison.</summary>
    public static readonly ConfigurationKey<long> PoisonAfter = Count(
        "inbox.poisonAfter", 2, 10000, Delivery.PoisonAfter, "Leases that may run out before a message is handed out last and alone, with an alarm; one that kills its reader must not take the others' turn.");

    /// <summary>Uncollected mail.</summary>
    public static readonly ConfigurationKey<TimeSpan> Uncollected = Time(
        "inbox.uncollected", Minutes(1), Days(30), Delivery.Uncollected, "How long a message may lie in a mailbox before both sides are told (`Uncollected`).");

    /// <summary>Late mail.</summary>
    public static readonly ConfigurationKey<TimeSpan> WarnLate = Time(
        "delivery.warnLate", Minutes(1), Days(15), Delivery.WarnLate, "How long before deliverBy a sender is told that its message is not delivered yet (`DeliveryLate`); at most a quarter of the whole time.");

    /// <summary>All of them, in the order of the document.</summary>
    internal static IReadOnlyList<ConfigurationKey> All { get; } = [WarnLate, LeaseLimit, LeaseBytes, PoisonAfter, Uncollected];
}
