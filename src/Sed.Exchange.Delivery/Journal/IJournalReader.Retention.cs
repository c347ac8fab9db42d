using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Delivery.Journal;

/// <content>What is kept, and for what.</content>
public partial interface IJournalReader
{
    /// <summary>
    /// Containers of which so much is left, stored at or before <paramref name="storedBy"/>, oldest first, after one of them. MUST NOT cost more the more
    /// containers there are of which more or less is left.
    /// </summary>
    IReadOnlyList<ContainerRow> ContainersLeft(Remains remains, DateTimeOffset storedBy, ContainerRow? after, int max);

    /// <summary>What is owed about these octets and this message, whoever sent a message with this id.</summary>
    Debts DebtsOf(DigestValue container, Guid messageId, DateTimeOffset now);

    /// <summary>Refusals of these octets, by recipient.</summary>
    IReadOnlyList<RefusalRow> RefusalsOf(DigestValue container);

    /// <summary>
    /// Refusals at or before <paramref name="by"/>, oldest first, after one of them: those whose octets are kept, or those whose are not. MUST NOT cost
    /// more the more there are of the other sort.
    /// </summary>
    IReadOnlyList<RefusalRow> RefusalsLeft(bool withOctets, DateTimeOffset by, RefusalRow? after, int max);

    /// <summary>The newest refusals.</summary>
    IReadOnlyList<RefusalRow> RecentRefusals(int max);

    /// <summary>The message is in dispute, or null.</summary>
    HoldRow? FindHold(Guid messageId);

    /// <summary>Every hold, by message.</summary>
    IReadOnlyList<HoldRow> Holds();

    /// <summary>Events up to this number were removed for their age; 0: none was. Whoever read less has missed some.</summary>
    long EventsRemovedUpTo();
}
