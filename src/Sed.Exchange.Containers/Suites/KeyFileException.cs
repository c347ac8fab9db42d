namespace Sed.Exchange.Containers.Suites;

/// <summary>A key file cannot be used.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    public KeyFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
