using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>What became of one time-stamp.</summary>
/// <param name="Kind">What it is over.</param>
/// <param name="Time">The time in it; null when it could not be read.</param>
/// <param name="Finding">Of stage Time, with its causes below: takes evidence away or gives it, never the signature.</param>
internal sealed record TimestampOutcome(TimestampKind Kind, DateTimeOffset? Time, Finding Finding)
{
    /// <summary>True: imprint, signature and, where it was asked for, path are right.</summary>
    public bool IsRight => Finding.Result == VerdictResult.Passed;

    /// <summary>True: it proves that the signature's value existed at <see cref="Time"/>.</summary>
    public bool ProvesSignature => IsRight && Kind is TimestampKind.Signature or TimestampKind.SignatureAndReferences or TimestampKind.Archive;
}
