namespace Sed.Exchange.Containers.Evidence;

/// <summary>What the evidence of a container lacks, or has all of: what was to be gathered while it could be had (DESIGN section 7, capture).</summary>
public static class CaptureCodes
{
    /// <summary>Everything that can be had is in the evidence.</summary>
    public const string Complete = "SEDX-CAPTURE_COMPLETE";

    /// <summary>Something can still be had that the evidence has not; the children name it.</summary>
    public const string Owed = "SEDX-CAPTURE_OWED";

    /// <summary>Nothing was ever gathered.</summary>
    public const string None = "SEDX-CAPTURE_NONE";

    /// <summary>What the evidence says was gathered is not what lies in it.</summary>
    public const string Wrong = "SEDX-CAPTURE_WRONG";

    /// <summary>Whether a certificate of a path was revoked is not known yet.</summary>
    public const string Revocation = "SEDX-CAPTURE_REVOCATION";

    /// <summary>What is known was told before the time that an authority has for making a revocation known; it is asked again after it.</summary>
    public const string Grace = "SEDX-CAPTURE_GRACE";

    /// <summary>It was looked for for as long as a node looks, and no service gave it; what was seen begins with its code.</summary>
    public const string GivenUp = "SEDX-CAPTURE_GIVEN_UP";

    /// <summary>Whether a certificate of a path was revoked is not known, and it names no address to ask at.</summary>
    public const string NoAddress = "SEDX-CAPTURE_NO_ADDRESS";

    /// <summary>The same, and the node may not ask.</summary>
    public const string NotAsked = "SEDX-CAPTURE_NOT_ASKED";

    /// <summary>No path to a trusted certificate was found, so that there is none to keep.</summary>
    public const string NoPath = "SEDX-CAPTURE_NO_PATH";

    /// <summary>The octets of the container cannot be read.</summary>
    public const string Unreadable = "SEDX-CAPTURE_UNREADABLE";

    /// <summary>Gathering did not end in time.</summary>
    public const string TimedOut = "SEDX-CAPTURE_TIMED_OUT";

    /// <summary>Gathering fails by a defect of this program.</summary>
    public const string Defect = "SEDX-CAPTURE_DEFECT";
}
