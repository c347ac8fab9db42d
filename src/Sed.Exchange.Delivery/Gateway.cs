using Sed.Exchange.Delivery.Dispatch;
using Sed.Exchange.Delivery.Doors;

namespace Sed.Exchange.Delivery;

/// <summary>One gateway: its doors and its dispatcher, wired. Contents of the room in one place.</summary>
public sealed class Gateway
{
    /// <summary>The door for installations.</summary>
    public Admission Admission => throw new NotImplementedException();

    /// <summary>The door for peers.</summary>
    public Reception Reception => throw new NotImplementedException();

    /// <summary>The door for receipts.</summary>
    public ReceiptIntake Receipts => throw new NotImplementedException();

    /// <summary>The mailboxes.</summary>
    public Mailbox Mailbox => throw new NotImplementedException();

    /// <summary>The loop that sends.</summary>
    public Dispatcher Dispatcher => throw new NotImplementedException();

    /// <summary>The directory in force.</summary>
    public DirectoryKeeper Directory => throw new NotImplementedException();

    /// <summary>
    /// Opens a gateway on its journal: takes the directory file when the journal has none (or an older one), sweeps what a crash left behind.
    /// </summary>
    /// <param name="parts">What it is made of.</param>
    /// <param name="directoryFile">The directory given at the first start, or null.</param>
    /// <param name="directoryFingerprint">SHA-256 of the certificate that signs it, given out of band; needed for the first directory.</param>
    /// <param name="cancel">Stops opening.</param>
    /// <exception cref="GatewayException">It cannot be opened; the message says why and what to do.</exception>
    public static Task<Gateway> OpenAsync(GatewayParts parts, byte[]? directoryFile, string? directoryFingerprint, CancellationToken cancel) =>
        throw new NotImplementedException();
}
