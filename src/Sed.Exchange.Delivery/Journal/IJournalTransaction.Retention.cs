namespace Sed.Exchange.Delivery.Journal;

/// <content>
/// Removal, in the order of <see cref="Remains"/>. Nothing here judges whether it may go: that is <see cref="Retention.RetentionRule"/>. Each removes rows
/// of one message at most, so that a commit of a few stays short.
/// </content>
public partial interface IJournalTransaction
{
    /// <summary>
    /// Replaces what is left of a container: the times of purging, the blob, and the texts that go with its metadata. One that is not there:
    /// <see cref="JournalConflictException"/>.
    /// </summary>
    void Update(ContainerRow row);

    /// <summary>Replaces what is left of a refusal; one that is not there: <see cref="JournalConflictException"/>.</summary>
    void Update(RefusalRow row);

    /// <summary>
    /// A message belongs to no task any more; tasks that no other message belongs to are removed with everything told of them: they are content.
    /// </summary>
    void RemoveTasksOf(Guid messageId);

    /// <summary>
    /// Removes leases, reports, subscriptions and gathered evidence of a message of this sender. What answers a duplicate stays: container, deliveries,
    /// receipts, submissions.
    /// </summary>
    void RemoveMetadataOf(ContainerRow container);

    /// <summary>
    /// Removes the last of a message: container, deliveries, receipts about it (not those of a refusal of the same octets), its submissions. MUST fail with <see cref="InvalidOperationException"/> while
    /// rows that are not removed refer to it, and MUST NOT let a later receipt get a number that one of these had.
    /// </summary>
    void RemoveMessage(ContainerRow container);

    /// <summary>
    /// Removes the last of a refusal: the row and, unless a delivery of the same octets to this recipient is here, the receipts about them. As with
    /// <see cref="RemoveMessage"/>.
    /// </summary>
    void RemoveRefusal(RefusalRow row);

    /// <summary>Puts a message in dispute, or changes the reason.</summary>
    void Put(HoldRow row);

    /// <summary>The dispute is over. Lines of the feed about it that have outlived those around them go with the next <see cref="RemoveEvents"/>.</summary>
    void RemoveHold(Guid messageId);

    /// <summary>
    /// Looks at the next events in the order of their numbers and removes those appended at or before <paramref name="before"/>, but for messages in
    /// dispute; ends at the first that is younger, or whose number is <paramref name="owed"/>. Those that a dispute had kept go too, once it is over.
    /// </summary>
    /// <returns>How many were looked at before that end; less than <paramref name="max"/>: no more are.</returns>
    int RemoveEvents(DateTimeOffset before, long? owed, int max);
}
