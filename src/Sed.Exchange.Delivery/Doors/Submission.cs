using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What an installation hands in.</summary>
public sealed record Submission
{
    /// <summary>Organisations the client may speak for; the package's sender must be one of them.</summary>
    public required IReadOnlyList<Guid> Organisations { get; init; }

    /// <summary>Id of the client.</summary>
    public required string Client { get; init; }

    /// <summary>The package's files.</summary>
    public required IReadOnlyList<PackageFile> Files { get; init; }

    /// <summary>Idempotency-Key; null: the package's own message id serves.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The client's own reference, searchable, returned everywhere; at most 200 characters.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Until when Delivered is due; null: the default.</summary>
    public DateTimeOffset? DeliverBy { get; init; }

    /// <summary>The message this one answers, when the client knows it.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>0…9; null: 5.</summary>
    public int? Priority { get; init; }
}
