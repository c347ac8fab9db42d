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
    // Renewed each year, with receipts that came on a dozen days.
    private const int Most = 64;

    private const int ManifestBytes = 4 * 1024 * 1024;

    private readonly List<(string Name, StampedPart Part, IReadOnlySet<DigestValue>? Covers)> _stamps;
    private readonly DigestBook _digests;
    private readonly PathQuestion _question;
    private readonly JudgedStamp?[] _judged;
    private readonly bool[] _open;

    private static IReadOnlySet<DigestValue> Nothing { get; } = new HashSet<DigestValue>();

    private StampChain(IReadOnlyList<(string Name, StampedPart Part)> stamps, PathQuestion question, DigestBook digests)
    {
        _digests = digests;
        _stamps = [.. stamps.Select(stamp => (stamp.Name, stamp.Part, IsTooLarge(stamp.Part) ? null : StampManifest.Read(stamp.Part.Manifest)))];
        _question = question;
        _judged = new JudgedStamp?[stamps.Count];
        _open = new bool[stamps.Count];
    }

    /// <summary>Judges them; the results are in the order given.</summary>
    /// <param name="stamps">Manifests with tokens, with the names for findings.</param>
    /// <param name="question">What is asked about paths; its time is now.</param>
    /// <param name="digests">Remembers digests for whoever goes on asking what is listed.</param>
    public static IReadOnlyList<JudgedStamp> Judge(IReadOnlyList<(string Name, StampedPart Part)> stamps, PathQuestion question, DigestBook? digests = null)
    {
        if (stamps.Count > Most)
        {
            var excess = new Finding(FindingCodes.LimitExceeded, VerdictStage.Time, VerdictResult.Indeterminate, $"more than {Most} time-stamps");
            return [.. stamps.Select(stamp => new JudgedStamp(stamp.Part, Nothing, null, excess))];
        }

        var chain = new StampChain(stamps, question, digests ?? new DigestBook());
        return [.. Enumerable.Range(0, stamps.Count).Select(chain.Judge)];
    }

    private JudgedStamp Judge(int index)
    {
        if (_judged[index] is { } known) return known;
        var (name, part, covers) = _stamps[index];
        if (covers is null)
        {
            var unread = IsTooLarge(part)
                ? new Finding(FindingCodes.LimitExceeded, VerdictStage.Time, VerdictResult.Indeterminate, $"{name}: {part.Manifest.Length}, {part.Token.Length} octets")
                : new Finding(FindingCodes.XmlInvalid, VerdictStage.Time, VerdictResult.Failed, name);
            return _judged[index] = new JudgedStamp(part, Nothing, null, unread);
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
        _stamps[other].Covers is { } covers && _digests.IsIn(covers, part.Manifest) && _digests.IsIn(covers, part.Token);

    private static bool IsTooLarge(StampedPart part) => part.Manifest.Length > ManifestBytes || part.Token.Length > TimestampAnswer.MaxBytes;

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
