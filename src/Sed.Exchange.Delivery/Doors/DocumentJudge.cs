using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>Judges the signatures of officials in a package: one verdict per signature, nothing merged.</summary>
public static class DocumentJudge
{
    /// <summary>Signature files larger than this are not signatures; stops CMS that exhaust memory when parsed.</summary>
    private const int LargestSignature = 4 * 1024 * 1024;

    /// <summary>Every verdict about every signature of a package, in its order.</summary>
    /// <param name="files">The package.</param>
    /// <param name="facts">What was read of it.</param>
    /// <param name="question">What is asked about paths.</param>
    /// <param name="directory">Who the authors are; null: nobody vouches for their numbers.</param>
    /// <param name="beside">Powers of attorney that came another way than in the package.</param>
    public static IReadOnlyList<SignatureVerdict> Verify(
        IReadOnlyList<PackageFile> files, PackageFacts facts, PathQuestion question, ExchangeDirectory? directory, IReadOnlyList<AttachedPower> beside)
    {
        var authority = new AuthorityJudgement([.. AttachedPower.In(files, facts), .. beside], question);
        return [.. facts.Signatures.SelectMany(signature => Verify(files, signature, question, authority, directory))];
    }

    internal static IReadOnlyList<JudgedSignature> Judge(GatewayParts parts, IReadOnlyList<PackageFile> files, PackageFacts facts, ExchangeDirectory directory)
    {
        var question = new PathQuestion { At = parts.Time.GetUtcNow(), Policy = parts.Policy, Anchors = parts.Anchors, Accredited = parts.Accredited };
        var authority = new AuthorityJudgement(AttachedPower.In(files, facts), question);
        return [.. facts.Signatures.Select(signature => new JudgedSignature(signature, Verify(files, signature, question, authority, directory)))];
    }

    /// <summary>
    /// The first file that has signatures of which every one failed: only that refuses at the sender's door (DESIGN section 4); a policy may refuse what cannot
    /// be told likewise. Null: none.
    /// </summary>
    internal static int? FileWithoutGoodSignature(IReadOnlyList<JudgedSignature> judged, VerificationPolicy policy) => judged
        .GroupBy(signature => signature.Signature.DocumentFile)
        .Where(file => file.All(signature => signature.Result == VerdictResult.Failed
            || (signature.Result == VerdictResult.Indeterminate && policy.Indeterminate == IndeterminateOutcome.Refuse)))
        .Select(file => (int?)file.Key)
        .FirstOrDefault();

    private static IReadOnlyList<SignatureVerdict> Verify(
        IReadOnlyList<PackageFile> files, PackageSignature signature, PathQuestion question, AuthorityJudgement authority, ExchangeDirectory? directory)
    {
        var document = files[signature.DocumentFile];
        var file = files[signature.SignatureFile];
        if (file.Length > LargestSignature)
        {
            var finding = new Finding(FindingCodes.LimitExceeded, VerdictStage.Format, VerdictResult.Failed, $"{file.Length} octets of signature");
            return [new SignatureVerdict(file.Name, VerdictResult.Failed, "FORMAT_FAILURE", null, "CMS", null, [document.Name], [finding])];
        }

        var octets = new byte[file.Length];
        using (var stream = file.Open()) stream.ReadExactly(octets);
        using var content = document.Open();
        var authors = DocumentAuthor.Of(signature.Authors, directory, question.At);
        return [.. DocumentSignature.Verify(content, octets, file.Name, document.Name, question).Select(verdict => authority.Judge(verdict, authors))];
    }
}
