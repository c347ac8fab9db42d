namespace Sed.Exchange.Adapters.Files;

/// <summary>A data folder cannot be made, or another process has it; the message says which and what to do.</summary>
public sealed class NodeFolderException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NodeFolderException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The folder that another process has; null: something else is wrong.</summary>
    public string? TakenFolder { get; init; }

    /// <summary>The id of that process; null: it cannot be told.</summary>
    public string? Holder { get; init; }
}
