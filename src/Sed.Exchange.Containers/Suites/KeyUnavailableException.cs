namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// A key that was opened cannot sign now: its token was taken out, its HSM does not answer. Nothing was signed; what needed it is still to be done, and
/// the next try may succeed.
/// </summary>
public sealed class KeyUnavailableException : Exception
{
    /// <param name="message">Which key and why, without secrets.</param>
    /// <param name="inner">The cause.</param>
    public KeyUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
