namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>How an answer relates to the verdict expected.</summary>
internal enum Agreement
{
    /// <summary>It is the verdict, or one that the verdict allows.</summary>
    Agrees,

    /// <summary>It is another.</summary>
    Disagrees,

    /// <summary>The row asks for what this build does not do, and the build says so.</summary>
    NotSupported,
}
