using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Containers;

/// <summary>An ASiC-S file as read.</summary>
/// <param name="Document">The document's octets; null when the file itself is refused.</param>
/// <param name="Signature">The signature; null when the file itself is refused.</param>
/// <param name="Findings">About form, coverage and digest.</param>
internal sealed record SimpleReading(byte[]? Document, ReadSignature? Signature, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when the document is exactly what was signed and the signature's value is right.</summary>
    public bool Holds => Signature?.Result == VerdictResult.Passed && Findings.All(finding => finding.Result == VerdictResult.Passed);

    /// <summary>A file refused for its form.</summary>
    public static SimpleReading Refused(Finding finding) => new(null, null, [finding]);

    /// <summary>The verdict on the file, with findings about the document's meaning and trust.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="id">Id of the signature's verdict.</param>
    /// <param name="entry">Name of the document's entry.</param>
    /// <param name="document">Findings about the document's form.</param>
    /// <param name="trust">Findings of the stages from the path on.</param>
    /// <param name="at">Time of checking.</param>
    /// <param name="used">Time for which trust was judged, and why.</param>
    public Verdict Conclude(
        VerdictType type, string id, string entry, IReadOnlyList<Finding> document, IReadOnlyList<Finding> trust, DateTimeOffset at, (DateTimeOffset Value, string Why)? used)
    {
        List<Finding> format = [.. document];
        List<SignatureVerdict> signatures = [];
        if (Signature is null) format.AddRange(Findings);
        else signatures.Add(Judgement.Signature(id, Signature, Holds ? [entry] : [], [.. Findings, .. trust]));
        if (format.Count == 0) format.Add(new(FindingCodes.FormatRight, VerdictStage.Format, VerdictResult.Passed, entry));
        var result = Judgement.Of(format.Concat(signatures.SelectMany(signature => signature.Findings)));
        return new Verdict(type, result, at, used?.Value ?? at, used?.Why ?? "time of checking", Judgement.Policy, signatures, format);
    }
}
