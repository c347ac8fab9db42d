namespace Sed.Exchange.Delivery.Journal;

/// <summary>How an organisation stands to a task it knows: whose execution it can know and wants to see.</summary>
public enum TaskStanding
{
    /// <summary>It gave the task, and hears every executor's reports.</summary>
    Given,

    /// <summary>It got the task in a document, and knows only of its own part.</summary>
    Received,

    /// <summary>A recipient of its document gave the task and tells of it in reports: the next level down.</summary>
    Followed,
}
