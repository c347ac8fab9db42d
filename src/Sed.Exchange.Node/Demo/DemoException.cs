namespace Sed.Exchange.Node.Demo;

/// <summary>The demo cannot go on; the message says what was expected and what came.</summary>
internal sealed class DemoException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DemoException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
