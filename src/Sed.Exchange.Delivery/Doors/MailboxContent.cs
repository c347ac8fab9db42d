using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>An opened container of a mailbox.</summary>
public sealed class MailboxContent : IAsyncDisposable
{
    /// <summary>All octets of the container.</summary>
    public required Stream Octets { get; init; }

    /// <summary>Its verdict and the files its seal covers.</summary>
    public required OpenedContainer Container { get; init; }

    /// <summary>One verdict per document signature.</summary>
    public required IReadOnlyList<SignatureVerdict> DocumentSignatures { get; init; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Octets.DisposeAsync();
}
