using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages.Cards;

namespace Sed.Exchange.Node.Api.Cards;

/// <summary>Verdicts about officials' signatures, found by the names of the two files.</summary>
internal sealed class SignatureVerdicts(IReadOnlyList<SignatureVerdict> verdicts, DateTimeOffset at)
{
    private const string Claimed = "claimed ";

    /// <summary>The verdicts about a signature file, signer by signer. Ids are its name, <c>name#2</c>, …</summary>
    public IReadOnlyList<CardVerdict> Find(string signatureFile) =>
    [
        .. verdicts.Where(verdict => verdict.Id == signatureFile
                || (verdict.Id.StartsWith(signatureFile, StringComparison.Ordinal) && IsNumber(verdict.Id.AsSpan(signatureFile.Length))))
            .Select(verdict => Of(verdict, at)),
    ];

    /// <summary>A verdict as a card shows it.</summary>
    public static CardVerdict Of(SignatureVerdict verdict, DateTimeOffset at) => new()
    {
        Result = FindingDocument.NameOf(verdict.Result),
        Signer = verdict.Signer?.CommonName,
        Subject = verdict.Signer?.Subject,
        Serial = verdict.Signer?.Serial,
        Ogrn = verdict.Signer?.Ogrn,
        Inn = verdict.Signer?.Inn,
        Suite = verdict.Suite,
        SignedAt = verdict.Findings.FirstOrDefault(finding => finding.Stage == VerdictStage.Time)?.Seen is { } seen && seen.StartsWith(Claimed, StringComparison.Ordinal)
            ? seen[Claimed.Length..]
            : null,
        CheckedAt = at,
        Codes = [.. verdict.Findings.Where(finding => finding.Result is VerdictResult.Failed or VerdictResult.Indeterminate).Select(finding => finding.Code).Distinct()],
    };

    private static bool IsNumber(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] == '#' && rest[1..].IndexOfAnyExceptInRange('0', '9') < 0;
}
