namespace Sed.Exchange.Node.Configuration;

/// <summary>A trust folder cannot be read, or a file in it is neither certificates nor a directory.</summary>
public sealed class TrustFolderException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrustFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
