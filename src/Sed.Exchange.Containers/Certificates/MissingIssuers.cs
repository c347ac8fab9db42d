using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>Certificates of issuers that nobody sent along: asked for one after the other, a few at most. They are candidates, never ends of paths.</summary>
internal static class MissingIssuers
{
    // Authorities of the field have two levels between a person and the root.
    private const int Deepest = 4;

    /// <summary>Looks for the path again with what is given, as long as that helps.</summary>
    /// <param name="question">Whom to ask.</param>
    /// <param name="path">The path as far as it is known.</param>
    /// <param name="others">Certificates that came in the signature; gets what was given.</param>
    /// <param name="find">Looks for the path.</param>
    public static CertificatePath Complete(PathQuestion question, CertificatePath path, List<Certificate> others, Func<CertificatePath> find)
    {
        for (var asked = 0; asked < Deepest && question.FetchIssuers is { } fetch && IsShort(path); asked++)
        {
            var given = fetch(path.Certificates[^1]).Except(others).ToList();
            if (given.Count == 0) break;
            others.AddRange(given);
            path = find();
        }

        return path;
    }

    private static bool IsShort(CertificatePath path) => path.Findings.Any(finding => finding.Code == FindingCodes.PathNotFound);
}
