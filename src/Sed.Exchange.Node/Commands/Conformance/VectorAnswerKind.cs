namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>The answers there are.</summary>
internal enum VectorAnswerKind
{
    /// <summary>Read wholly.</summary>
    Accepted,

    /// <summary>Not read, with a reason.</summary>
    Refused,

    /// <summary>Right.</summary>
    Passed,

    /// <summary>Wrong.</summary>
    Failed,

    /// <summary>Cannot be determined.</summary>
    Indeterminate,

    /// <summary>The question asks for what this build does not do.</summary>
    NotSupported,

    /// <summary>The row itself cannot be played: a file is not there, a value says nothing, or the answer broke off.</summary>
    NotPlayed,
}
