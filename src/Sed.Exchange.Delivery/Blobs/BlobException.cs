namespace Sed.Exchange.Delivery.Blobs;

/// <summary>A blob cannot be written or read.</summary>
public sealed class BlobException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="isTransient">True: disk full or store unreachable; trying again may help. False: an I/O error; fail-stop.</param>
    /// <param name="inner">The cause.</param>
    public BlobException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True: trying again may help.</summary>
    public bool IsTransient { get; }
}
