namespace Sed.Exchange.Delivery;

/// <summary>A gateway cannot be opened: configuration, directory or store.</summary>
public sealed class GatewayException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GatewayException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
