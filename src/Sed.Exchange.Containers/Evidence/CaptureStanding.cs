namespace Sed.Exchange.Containers.Evidence;

/// <summary>How far the gathering of evidence was when it was exported.</summary>
public enum CaptureStanding
{
    /// <summary>Nothing was to be gathered: the node only passed the container on.</summary>
    None,

    /// <summary>Something can still be had that is not there.</summary>
    Owed,

    /// <summary>Everything is there that can be had.</summary>
    Complete,
}
