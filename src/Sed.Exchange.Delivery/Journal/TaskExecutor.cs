namespace Sed.Exchange.Delivery.Journal;

/// <summary>An executor of a <see cref="TaskRow"/>, as the giver tells it.</summary>
/// <param name="Party">The organisation; null when the directory does not know what the giver wrote.</param>
/// <param name="Name">Its name as written; null when none was.</param>
/// <param name="Person">Its official, by post and name.</param>
/// <param name="IsResponsible">Whether it answers for the task.</param>
/// <param name="ReportedAt">When it reported, as the giver passes on; null: the giver says nothing.</param>
/// <param name="Status">State of execution, as the giver passes on.</param>
/// <param name="Report">The report, shortened, as the giver passes on.</param>
public sealed record TaskExecutor(
    Guid? Party, string? Name, string? Person, bool IsResponsible, DateTimeOffset? ReportedAt, string? Status, string? Report)
{
    /// <summary>The type's name and nothing else: people are content.</summary>
    public override string ToString() => nameof(TaskExecutor);
}
