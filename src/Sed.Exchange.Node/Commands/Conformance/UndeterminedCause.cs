namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>Why something cannot be determined; it decides which expectations that satisfies.</summary>
internal enum UndeterminedCause
{
    /// <summary>Something that would have to be given is absent.</summary>
    Other,

    /// <summary>An algorithm, transform or structure that is not supported, or that policy no longer trusts.</summary>
    Algorithm,

    /// <summary>The search for a path found none.</summary>
    NoPath,

    /// <summary>Revocation must be known, and is not.</summary>
    NoRevocation,
}
