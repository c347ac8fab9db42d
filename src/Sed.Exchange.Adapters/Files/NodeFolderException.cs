namespace Sed.Exchange.Adapters.Files;

/// <summary>A data folder cannot be made, or another process has it; the message says which and what to do.</summary>
public sealed class NodeFolderException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NodeFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
