namespace Sed.Exchange.Tests.Access;

/// <summary>Who may use a route.</summary>
internal enum Door
{
    /// <summary>Everybody who reaches the listener.</summary>
    Open,

    /// <summary>Installations, for their organisations.</summary>
    Installation,

    /// <summary>Installations, for their organisations, and administrators.</summary>
    AnyClient,

    /// <summary>Nodes of the directory.</summary>
    Peer,
}
