namespace Sed.Exchange.Delivery.Journal;

/// <summary>The journal cannot promise durability.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="isTransient">True: rolled back, trying again may help (disk full, busy). False: unknown state; the process must stop and read back.</param>
    /// <param name="inner">The cause.</param>
    public JournalException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True: nothing was changed and trying again may help. False: fail-stop.</summary>
    public bool IsTransient { get; }

    /// <summary>True: what lies there is no journal any more; another start would meet the same octets, and a person must act.</summary>
    public bool IsDamage { get; init; }
}
