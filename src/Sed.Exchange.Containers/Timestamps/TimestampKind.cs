namespace Sed.Exchange.Containers.Timestamps;

/// <summary>What a time-stamp is over, and so what it proves.</summary>
internal enum TimestampKind
{
    /// <summary>A file, or a manifest of files.</summary>
    File,

    /// <summary>What was going to be signed: it existed then; says nothing about when it was signed.</summary>
    Content,

    /// <summary>The signature's value: it was made before.</summary>
    Signature,

    /// <summary>The signature with references to what proves it (CAdES-C time-stamp, SigAndRefsTimeStamp).</summary>
    SignatureAndReferences,

    /// <summary>The references alone.</summary>
    References,

    /// <summary>Everything, renewed for the archive.</summary>
    Archive,
}
