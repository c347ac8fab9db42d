namespace Sed.Exchange.Node.Backups;

/// <summary>A backup cannot be used, or a restore not be begun.</summary>
public sealed class BackupException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="subject">The file, folder or node it is about.</param>
    /// <param name="inner">The cause.</param>
    public BackupException(BackupFault fault, string subject, Exception? inner = null)
        : base($"{fault}: {subject}", inner) => (Fault, Subject) = (fault, subject);

    /// <summary>Why.</summary>
    public BackupFault Fault { get; }

    /// <summary>The file, folder or node it is about.</summary>
    public string Subject { get; }
}
