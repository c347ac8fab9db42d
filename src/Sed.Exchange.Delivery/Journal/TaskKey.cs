namespace Sed.Exchange.Delivery.Journal;

/// <summary>The place of a task in the order of control: by deadline, those without one last, then by giver, id and knower.</summary>
/// <param name="DueAt">The moment from which it is overdue.</param>
/// <param name="Giver">Who gave it.</param>
/// <param name="Uid">Its id at the giver.</param>
/// <param name="Organisation">Whose knowledge it is.</param>
public sealed record TaskKey(DateTimeOffset? DueAt, Guid Giver, string Uid, Guid Organisation)
{
    /// <summary>The place of a row.</summary>
    public static TaskKey Of(TaskRow row) => new(row.DueAt, row.Giver, row.Uid, row.Organisation);
}
