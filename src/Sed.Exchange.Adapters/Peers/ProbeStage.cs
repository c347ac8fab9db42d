namespace Sed.Exchange.Adapters.Peers;

/// <summary>How far a probe came.</summary>
public enum ProbeStage
{
    /// <summary>The name was not found.</summary>
    Name,

    /// <summary>The name was found, nobody took the connection.</summary>
    Connection,

    /// <summary>Connected, but TLS failed.</summary>
    Handshake,

    /// <summary>TLS was made with a key that is not trusted: nothing was asked.</summary>
    Trust,

    /// <summary>Asked, but the answer is none, or refuses.</summary>
    Answer,

    /// <summary>Everything worked.</summary>
    Done,
}
