namespace Sed.Exchange.Client;

/// <summary>Why no answer came.</summary>
public enum ConnectionFault
{
    /// <summary>The server's TLS certificate is trusted by nobody named: another authority, another key than the pinned one, another name, its dates.</summary>
    NotTrusted,

    /// <summary>No connection: nobody listens at the address, its name is unknown, or no TLS is spoken there.</summary>
    NotReached,

    /// <summary>The connection ended before the answer did, or what came over it is no answer of a node: something in between spoke.</summary>
    Cut,

    /// <summary>The answer took too long to begin, fell silent, or took too long to end.</summary>
    Late,
}
