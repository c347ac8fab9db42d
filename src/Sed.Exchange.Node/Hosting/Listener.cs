namespace Sed.Exchange.Node.Hosting;

/// <summary>The listeners of a node. An endpoint names those it is reached through.</summary>
[Flags]
public enum Listener
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>For other nodes, mutual TLS.</summary>
    Exchange = 1,

    /// <summary>For installations.</summary>
    Api = 2,

    /// <summary>For the administrator, loopback.</summary>
    Console = 4,
}
