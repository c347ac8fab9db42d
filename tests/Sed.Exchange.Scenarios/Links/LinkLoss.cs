namespace Sed.Exchange.Scenarios.Links;

/// <summary>How a node's link is lost. None of them tells a connection that it is broken.</summary>
internal enum LinkLoss
{
    /// <summary>The switch drops every frame: packets vanish, nobody notices anything.</summary>
    Silent,

    /// <summary>The cable is pulled: the node's interface has no carrier.</summary>
    Unplugged,

    /// <summary>The node's interface is taken down: it has no route to anybody.</summary>
    Disabled,
}
