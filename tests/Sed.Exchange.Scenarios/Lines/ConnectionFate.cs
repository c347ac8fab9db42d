namespace Sed.Exchange.Scenarios.Lines;

/// <summary>What becomes of one connection between two nodes.</summary>
internal enum ConnectionFate
{
    /// <summary>The line ends TLS with the nodes' own keys and plays with each exchange on it (<see cref="ExchangeFate"/>).</summary>
    Opened,

    /// <summary>TLS passes as it is, to its end: a line in good weather.</summary>
    Kept,

    /// <summary>Reset as soon as it is made.</summary>
    Refused,

    /// <summary>Reset after the first octets: in the middle of the handshake.</summary>
    HandshakeCut,

    /// <summary>Reset after so many octets of one direction.</summary>
    Reset,

    /// <summary>Closed in order after so many octets of one direction, in the middle of whatever is there.</summary>
    Closed,

    /// <summary>After so many octets one direction says nothing more; nobody hears that the line is dead.</summary>
    Silent,

    /// <summary>One bit changes.</summary>
    Garbled,

    /// <summary>Reset, and then all octets that the caller sent come once more, as they were, on a connection of their own.</summary>
    Replayed,
}
