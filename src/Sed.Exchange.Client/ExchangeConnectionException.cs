namespace Sed.Exchange.Client;

/// <summary>
/// No answer came: the node could not be reached, its certificate is not the pinned one, the connection broke, or time ran out.
/// Whether the node acted is not known; calls that do the same when made twice can simply be made again.
/// </summary>
public sealed class ExchangeConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExchangeConnectionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
