using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>The level of a signature by its time-stamps. It is what holds, not what is there: a damaged time-stamp makes no level.</summary>
internal static class TimestampLevel
{
    /// <summary><c>A</c>, <c>X</c> or <c>T</c>; null: none.</summary>
    public static string? Of(IReadOnlyList<TimestampOutcome> timestamps)
    {
        bool Holds(TimestampKind kind) => timestamps.Any(timestamp => timestamp.Kind == kind && timestamp.Finding.Result == VerdictResult.Passed);
        if (!Holds(TimestampKind.Signature)) return null;
        if (Holds(TimestampKind.Archive)) return "A";
        return Holds(TimestampKind.SignatureAndReferences) ? "X" : "T";
    }
}
