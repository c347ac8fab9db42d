namespace Sed.Exchange.Delivery.Reports;

/// <summary>How a report that was asked for stands.</summary>
public enum OwedReportState
{
    /// <summary>It has not come, and its time is not over.</summary>
    Owed,

    /// <summary>At least one has come; of the kinds that tell of each event more may follow.</summary>
    Received,

    /// <summary>It was due (Reception, Registration) and has not come in time.</summary>
    Overdue,

    /// <summary>
    /// Its time is over and none has come: nothing of its kind happened that had to be told, or the document was never delivered. No fault of anybody.
    /// </summary>
    Ended,
}
