namespace Sed.Exchange.Containers.Certificates;

/// <summary>What is asked about the paths of certificates in signatures of others, and what is given for the answer.</summary>
public sealed record PathQuestion
{
    /// <summary>The time of judging: certificates must be valid then, unless evidence proves that a signature is older.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is trusted; null: nothing was given, and paths cannot be told.</summary>
    public TrustAnchors? Anchors { get; init; }

    /// <summary>False: only the cryptography is asked for; paths are shown as not checked.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>Certificates that came beside the signature; trusted in nothing.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];
}
