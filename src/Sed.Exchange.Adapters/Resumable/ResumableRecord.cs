namespace Sed.Exchange.Adapters.Resumable;

/// <summary>What is known of an upload besides its octets; a file of its own beside them.</summary>
public sealed record ResumableRecord
{
    /// <summary>Its name in addresses and files: 32 hexadecimal digits nobody can guess.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is; nobody else learns that it exists.</summary>
    public required string Owner { get; init; }

    /// <summary>The owner's own name for it, by which it is found again without its address; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Octets it will have.</summary>
    public required long Length { get; init; }

    /// <summary>Upload-Metadata, as it was sent.</summary>
    public string? Metadata { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The message made of it; its octets are gone. Null: none yet.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The idempotency key under which that message was handed in, if one was sent.</summary>
    public string? IdempotencyKey { get; init; }
}
