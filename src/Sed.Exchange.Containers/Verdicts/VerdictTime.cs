using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>The time used of a whole verdict about signatures of others.</summary>
public static class VerdictTime
{
    /// <summary>That of its signatures when they share one; else that of judging, and each signature has its own.</summary>
    public static (DateTimeOffset Value, string Why) Of(IReadOnlyList<SignatureVerdict> signatures, PathQuestion question)
    {
        var used = signatures.Where(signature => !signature.IsCounter).Select(signature => (signature.TimeUsed, signature.TimeWhy)).Distinct().ToList();
        return used is [({ } value, { } why)] ? (value, why) : (question.At, question.AtWhy);
    }
}
