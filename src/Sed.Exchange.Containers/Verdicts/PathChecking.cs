namespace Sed.Exchange.Containers.Verdicts;

/// <summary>Whether trust is part of the question.</summary>
public enum PathChecking
{
    /// <summary>The signer must be pinned by the directory; without one the verdict is indeterminate.</summary>
    ByDirectory,

    /// <summary>Only format, coverage, digests and signature values count; the path is shown as not checked (<c>--crypto-only</c>).</summary>
    NotAsked,
}
