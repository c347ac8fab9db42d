namespace Sed.Exchange.Delivery.Journal;

/// <summary>A key exists, a version moved on, or a blob is dead: somebody else was faster. Nothing was changed.</summary>
public sealed class JournalConflictException : Exception
{
    /// <summary>Creates the exception.</summary>
    public JournalConflictException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
