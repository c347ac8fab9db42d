namespace Sed.Exchange.Containers.Policies;

/// <summary>How good an algorithm is for a time, worst last.</summary>
internal enum AlgorithmState
{
    /// <summary>Good enough, then and now.</summary>
    Acceptable,

    /// <summary>Good enough then, and no longer.</summary>
    Deprecated,

    /// <summary>Good enough for other times than this.</summary>
    Outdated,

    /// <summary>Good enough for no time.</summary>
    Never,
}
