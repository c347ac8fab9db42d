namespace Sed.Exchange.Client;

/// <summary>
/// No answer came: the node could not be reached, its certificate is not trusted, the connection broke, or time ran out.
/// Whether the node acted is not known; calls that do the same when made twice can simply be made again.
/// </summary>
public sealed class ExchangeConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExchangeConnectionException(ConnectionFault fault, Uri address, string message, Exception inner)
        : base(message, inner)
    {
        Fault = fault;
        Address = address;
    }

    /// <summary>Which kind it is.</summary>
    public ConnectionFault Fault { get; }

    /// <summary>The address asked.</summary>
    public Uri Address { get; }
}
