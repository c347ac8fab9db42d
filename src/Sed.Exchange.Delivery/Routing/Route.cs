using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Delivery.Routing;

/// <summary>Where a container goes next: a closed set.</summary>
public abstract record Route
{
    private Route()
    {
    }

    /// <summary>The mailbox is on this node.</summary>
    public sealed record Here : Route;

    /// <summary>To a peer.</summary>
    /// <param name="Hop">The peer.</param>
    public sealed record Via(NodeEntry Hop) : Route;

    /// <summary>The way leads back over a node that was passed, or over too many: directories of different serials contradict each other.</summary>
    /// <param name="Hop">The node it leads to.</param>
    public sealed record Back(string Hop) : Route;

    /// <summary>No way.</summary>
    /// <param name="Reason">One of <see cref="ReasonCodes"/>.</param>
    public sealed record None(string Reason) : Route;
}
