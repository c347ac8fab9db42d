namespace Sed.Exchange.Delivery.Journal;

/// <summary>Every kind of event. Receipt kinds and report events appear under their own names besides these.</summary>
public static class EventKinds
{
    /// <summary>A message waits in the mailbox.</summary>
    public const string Arrived = "Arrived";

    /// <summary>A lease ran out; the message waits again, perhaps seen.</summary>
    public const string LeaseExpired = "LeaseExpired";

    /// <summary>A message was leased so often without being settled that it is handed out last and alone from now on; the detail says how often. Told once.</summary>
    public const string Poison = "Poison";

    /// <summary>At the origin: not delivered yet, and the deadline is near; the detail names the last holder and the last error. Told once.</summary>
    public const string DeliveryLate = "DeliveryLate";

    /// <summary>Delivered, and the installation has not taken it for long: told once to the recipient by its node, and once to the sender by the origin.</summary>
    public const string Uncollected = "Uncollected";

    /// <summary>A container is durable here and its verification goes on; Relayed was said for it.</summary>
    public const string Held = "Held";

    /// <summary>A report that was asked for did not come in time; the detail names its kind and the term. Told once.</summary>
    public const string ReportOverdue = "ReportOverdue";

    /// <summary>Something an administrator must look at; the detail names it.</summary>
    public const string Alarm = "Alarm";

    /// <summary>An administrator put the message in dispute: nothing of it is purged. The detail is the reason.</summary>
    public const string Hold = "Hold";

    /// <summary>The dispute is over.</summary>
    public const string HoldReleased = "HoldReleased";

    /// <summary>A new directory is in force.</summary>
    public const string DirectoryChanged = "DirectoryChanged";

    /// <summary>This journal came from a backup; the detail names it and the new epoch.</summary>
    public const string Restored = "Restored";

    /// <summary>After a restore, a peer told everything, or all have: the detail says which.</summary>
    public const string Reconciled = "Reconciled";
}
