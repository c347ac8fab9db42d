namespace Sed.Exchange.Delivery.Journal;

/// <summary>How far the gathering of evidence for a container is.</summary>
public enum CaptureState
{
    /// <summary>Something can still be had that is not here. Nothing of the delivery may be purged.</summary>
    Owed,

    /// <summary>Everything is here that can be had; what is not is named.</summary>
    Done,
}
