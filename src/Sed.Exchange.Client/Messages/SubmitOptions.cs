namespace Sed.Exchange.Client;

/// <summary>What may be said about a package beside the package itself. Everything may be left out.</summary>
public sealed record SubmitOptions
{
    /// <summary>
    /// Makes repeating safe: the node takes the same key with the same content once, and refuses it with other content
    /// (<c>idempotency-conflict</c>). Left out, the package's own message id serves, which is what an installation wants that
    /// makes a package once and sends it until it is taken.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Your own reference, at most 200 characters; searchable, and returned everywhere.</summary>
    public string? ClientReference { get; init; }

    /// <summary>Until when it must be delivered; left out, 72 hours.</summary>
    public DateTimeOffset? DeliverBy { get; init; }

    /// <summary>The message this one answers, when you know it; left out, the node finds it by the return code.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>0 routine … 9 urgent; left out, 5.</summary>
    public int? Priority { get; init; }
}
