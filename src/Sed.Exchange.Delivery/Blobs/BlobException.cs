namespace Sed.Exchange.Delivery.Blobs;

/// <summary>A blob cannot be written or read.</summary>
public sealed class BlobException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="isTransient">True: disk full or store unreachable; trying again may help. False: an I/O error; fail-stop, unless it is <see cref="IsDamage"/>.</param>
    /// <param name="inner">The cause.</param>
    public BlobException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True: trying again may help.</summary>
    public bool IsTransient { get; }

    /// <summary>
    /// True: the store is elsewhere and does not answer, or does not let this node in. Nothing is full and nothing is damaged; what was not
    /// acknowledged is not there, what was is as it was.
    /// </summary>
    public bool IsUnreachable { get; private init; }

    /// <summary>
    /// True: what lies under one name cannot be read, or is not what was stored there; not transient. An alarm for a person, who has a backup; nothing else of
    /// the store is in doubt, so that no node stops for it: whoever asked for it would stop it again.
    /// </summary>
    public bool IsDamage { get; private init; }

    /// <summary>
    /// True: octets on their way in cannot be read back and are given up; transient. Their owner has them still and sends them again: nothing of the store is in
    /// doubt.
    /// </summary>
    public bool IsGivenUp { get; private init; }

    /// <summary>Octets on their way in that are given up; transient.</summary>
    public static BlobException GivenUp(string message, Exception? inner = null) => new(message, isTransient: true, inner) { IsGivenUp = true };

    /// <summary>What lies under one name is gone, unreadable, or not what was stored there.</summary>
    public static BlobException Damage(string message, Exception? inner = null) => new(message, isTransient: false, inner) { IsDamage = true };

    /// <summary>A store that does not answer or does not let this node in; transient.</summary>
    public static BlobException Unreachable(string message, Exception? inner = null) => new(message, isTransient: true, inner) { IsUnreachable = true };
}
