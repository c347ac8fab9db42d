using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// Judges manifests with their tokens together: a token is right when it was right at the time of the next one over it, and the last one now (RFC 4998
/// section 5.3, EN 319 102-1 section 5.6.2). After a certificate ended, whoever gets its key can make tokens of any time.
/// </summary>
internal sealed class StampChain
{
    private const int Most = 64;

    private readonly List<(string Name, StampedPart Part, IReadOnlyList<DigestValue>? Covers)> _stamps;
    private readonly PathQuestion _question;
    private readonly JudgedStamp?[] _judged;
    private readonly bool[] _open;

    private StampChain(IReadOnlyList<(string Name, StampedPart Part)> stamps, PathQuestion question)
    {
        _stamps = [.. stamps.Select(stamp => (stamp.Name, stamp.Part, StampManifest.Read(stamp.Part.Manifest)))];
        _question = question;
        _judged = new JudgedStamp?[stamps.Count];
        _open = new bool[stamps.Count];
    }

    /// <summary>Judges them; the results are in the order given.</summary>
    /// <param name="stamps">Manifests with tokens, with the names for findings.</param>
    /// <param name="question">What is asked about paths; its time is now.</param>
    public static IReadOnlyList<JudgedStamp> Judge(IReadOnlyList<(string Name, StampedPart Part)> stamps, PathQuestion question)
    {
        if (stamps.Count > Most)
        {
            var excess = new Finding(FindingCodes.LimitExceeded, VerdictStage.Time, VerdictResult.Indeterminate, $"more than {Most} time-stamps");
            return [.. stamps.Select(stamp => new JudgedStamp(stamp.Part, [], null, excess))];
        }

        var chain = new StampChain(stamps, question);
        return [.. Enumerable.Range(0, stamps.Count).Select(chain.Judge)];
    }

    /// <summary>True: the manifest lists the digest of these octets, by one of its algorithms.</summary>
    public static bool Lists(IReadOnlyList<DigestValue> covers, byte[] octets) => covers
        .Select(digest => digest.Algorithm).Distinct()
        .Select(name => DigestAlgorithm.Named(name) is { } algorithm ? new DigestValue(name, algorithm.Digest(octets)) : default)
        .Any(covers.Contains);

    private JudgedStamp Judge(int index)
    {
        if (_judged[index] is { } known) return known;
        var (name, part, covers) = _stamps[index];
        if (covers is null)
        {
            var malformed = new Finding(FindingCodes.XmlInvalid, VerdictStage.Time, VerdictResult.Failed, name);
            return _judged[index] = new JudgedStamp(part, [], null, malformed);
        }

        // What confirms it, itself confirmed. Digests make a ring impossible; whoever breaks one does not make this run for ever.
        _open[index] = true;
        var confirmed = Enumerable.Range(0, _stamps.Count)
            .Where(other => !_open[other] && Renews(other, part))
            .Select(Judge)
            .Where(later => later.Proves)
            .Min(later => later.Time);
        _open[index] = false;
        var outcome = TimestampJudgement.Judge(part.Token, TimestampKind.File, name, digest => (digest.Digest(part.Manifest), null), _question, confirmed);
        return _judged[index] = new JudgedStamp(part, covers, outcome.Time, Outlived(outcome, part, confirmed));
    }

    private bool Renews(int other, StampedPart part) =>
        _stamps[other].Covers is { } covers && Lists(covers, part.Manifest) && Lists(covers, part.Token);

    private Finding Outlived(TimestampOutcome outcome, StampedPart part, DateTimeOffset? confirmed)
    {
        var seenAlive = confirmed ?? _question.At;
        if (!outcome.IsRight || !_question.IsAsked || TimestampToken.TryRead(part.Token) is not { } token) return outcome.Finding;
        var end = TimestampEnd.Of(token, _question);
        if (seenAlive <= end && (confirmed is null || outcome.Time <= confirmed)) return outcome.Finding;
        var cause = new Finding(PolicyCodes.TokenOutlived, VerdictStage.Path, VerdictResult.Indeterminate, $"{end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return outcome.Finding with { Code = FindingCodes.TimestampUncertain, Result = VerdictResult.Indeterminate, Children = [.. outcome.Finding.Children, cause] };
    }
}
