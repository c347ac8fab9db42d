namespace Sed.Exchange.Containers.Policies;

/// <summary>When the certificate and the algorithms of a time-stamp token must be good.</summary>
public enum TokenTime
{
    /// <summary>
    /// At its own time, and still when it is next proven to exist: by a later time-stamp over it, else now. After the authority's certificate has expired anybody who
    /// gets hold of its key makes tokens of any time.
    /// </summary>
    Proven,

    /// <summary>At its own time.</summary>
    Own,
}
