using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages.Cards;

namespace Sed.Exchange.Node.Api.Cards;

/// <summary>Completes the files of a card by their places in the package, and their signatures by the verdicts.</summary>
internal sealed class CardFiles(IReadOnlyList<EnvelopeFile> files, SignatureVerdicts verdicts)
{
    private readonly List<Finding> _findings = [];

    /// <summary>A file with its place, size, digest and the verdicts about its signatures.</summary>
    public CardFile Complete(CardFile file)
    {
        var index = IndexOf(file.FileName);
        return file with
        {
            Index = index,
            Size = index is { } at ? files[at].Size : null,
            Digest = index is { } place ? files[place].Digest.ToString() : null,
            Signatures = [.. file.Signatures.Select(signature => Complete(signature, index))],
        };
    }

    /// <summary>What the signatures of the files completed so far give cause to say.</summary>
    public IReadOnlyList<Finding> Findings() => _findings;

    private CardSignature Complete(CardSignature signature, int? file)
    {
        var index = IndexOf(signature.FileName);
        var found = index is { } there ? verdicts.Find(files[there].Name) : [];
        var result = found.Count == 0 ? VerdictResult.Indeterminate
            : found.Any(verdict => verdict.Result == "failed") ? VerdictResult.Failed
            : found.All(verdict => verdict.Result == "passed") ? VerdictResult.Passed
            : VerdictResult.Indeterminate;
        if (result != VerdictResult.Passed)
        {
            _findings.Add(new Finding(
                result == VerdictResult.Failed ? ReasonCodes.DocumentSignatureFailed : ReasonCodes.DocumentSignatureUncertain,
                VerdictStage.Signature,
                result,
                $"file {file}, signature file {index}"));
        }

        return signature with
        {
            Index = index,
            Size = index is { } at ? files[at].Size : null,
            Verdict = FindingDocument.NameOf(result),
            Verdicts = found,
        };
    }

    // Senders on Windows do not tell case apart.
    private int? IndexOf(string? name) => Find(name, StringComparison.Ordinal) ?? Find(name, StringComparison.OrdinalIgnoreCase);

    private int? Find(string? name, StringComparison comparison)
    {
        for (var index = 0; index < files.Count; index++)
        {
            if (string.Equals(files[index].Name, name, comparison)) return index;
        }

        return null;
    }
}
