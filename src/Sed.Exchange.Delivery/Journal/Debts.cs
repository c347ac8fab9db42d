namespace Sed.Exchange.Delivery.Journal;

/// <summary>What is still owed about a message: while anything is, nothing of it is purged.</summary>
[Flags]
public enum Debts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A receipt about it is owed to another node.</summary>
    Receipt = 1,

    /// <summary>A report is to be made from a receipt about it.</summary>
    Report = 2,

    /// <summary>Its evidence is not gathered yet.</summary>
    Capture = 4,

    /// <summary>Reports that its sender asked for may still come, or are to be told overdue.</summary>
    Subscription = 8,

    /// <summary>A task that it told is open.</summary>
    Task = 16,

    /// <summary>The same octets are held, their verdict to come.</summary>
    Held = 32,

    /// <summary>A receipt about it is under no stamp that has its token. Without an authority of time nothing ever is.</summary>
    Stamp = 64,
}
