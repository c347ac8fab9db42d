namespace Sed.Exchange.Node.Region;

/// <summary>A <c>directory.json</c> cannot be made into a directory; the message says where and why.</summary>
public sealed class DirectoryDescriptionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DirectoryDescriptionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
