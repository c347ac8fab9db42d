namespace Sed.Exchange.Delivery.Control;

/// <summary>How a task stands with one executor, or as a whole, at a moment.</summary>
public enum ControlState
{
    /// <summary>To be done, its deadline is not over.</summary>
    Open,

    /// <summary>Something was reported, not that it is done; its deadline is not over.</summary>
    Reported,

    /// <summary>Done, in time or without a deadline.</summary>
    Done,

    /// <summary>Its deadline is over, and nobody said that it is done.</summary>
    Overdue,

    /// <summary>Done after its deadline.</summary>
    Late,

    /// <summary>Another's part, whose reports do not come here.</summary>
    NotKnown,
}
