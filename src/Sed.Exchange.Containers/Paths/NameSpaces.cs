using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Paths;

/// <summary>permitted_subtrees and excluded_subtrees of RFC 5280 section 6.1.2, gathered on the way down a path.</summary>
/// <param name="isStrict">True: bases are read by the letter.</param>
internal sealed class NameSpaces(bool isStrict)
{
    // Two thousand constraints against two thousand names are an attack on the reader's processor; real ones have a few dozen each.
    private const int MaxComparisons = 500_000;

    // A name must lie in a base of every certificate that permits anything of its form: sets intersect.
    private readonly List<ILookup<GeneralNameKind, GeneralName>> _permitted = [];
    private readonly List<ILookup<GeneralNameKind, GeneralName>> _excluded = [];
    private int _comparisons;

    /// <summary>Takes the constraints of an authority; a base that cannot be compared with is a fault.</summary>
    public PathFault? Add(NameConstraints constraints, Certificate authority)
    {
        var unsound = constraints.Permitted.Concat(constraints.Excluded).FirstOrDefault(constraint => !NameMatching.IsSound(constraint, isStrict));
        if (unsound is not null) return PathFault.Of(FindingCodes.PathExtensionMalformed, authority, $"{CertificateExtension.NameConstraints} {unsound}");
        _permitted.Add(constraints.Permitted.ToLookup(constraint => constraint.Kind));
        _excluded.Add(constraints.Excluded.ToLookup(constraint => constraint.Kind));
        return null;
    }

    /// <summary>The first name of a certificate that is not where it should be: section 6.1.3 (b) and (c).</summary>
    /// <exception cref="System.Formats.Asn1.AsnContentException">Its alternative names are malformed.</exception>
    public PathFault? Check(Certificate certificate)
    {
        if (_permitted.Count == 0) return null;
        foreach (var name in NamesOf(certificate))
        {
            if (!Holds(name)) return PathFault.Of(FindingCodes.PathNameConstraint, certificate, name.Kind == GeneralNameKind.DirectoryName ? null : name.ToString());
            if (_comparisons > MaxComparisons) return new PathFault(FindingCodes.PathLimit, $"{MaxComparisons} comparisons of names", SubIndications.CertificateChainGeneralFailure);
        }

        return null;
    }

    // A form that cannot be compared refuses every name of that form, and none of another.
    private bool Holds(GeneralName name)
    {
        foreach (var constraint in _excluded.SelectMany(lookup => lookup[name.Kind]))
        {
            if (_comparisons++ > MaxComparisons) return true;
            if (NameMatching.Lies(name, constraint, isExcluding: true) != false) return false;
        }

        foreach (var set in _permitted.Select(lookup => lookup[name.Kind]).Where(set => set.Any()))
        {
            var isInside = false;
            foreach (var constraint in set)
            {
                if (_comparisons++ > MaxComparisons) return true;
                if (NameMatching.Lies(name, constraint, isExcluding: false) != true) continue;
                isInside = true;
                break;
            }

            if (!isInside) return false;
        }

        return true;
    }

    private static IEnumerable<GeneralName> NamesOf(Certificate certificate)
    {
        var subject = certificate.Fields.Subject;
        if (!subject.IsEmpty) yield return GeneralName.Of(subject);
        foreach (var mailbox in subject.FindAll(DistinguishedName.EmailOid)) yield return GeneralName.Mailbox(mailbox);
        foreach (var name in GeneralName.AlternativesOf(certificate) ?? []) yield return name;
    }
}
