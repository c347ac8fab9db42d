using System.Formats.Asn1;
using System.Globalization;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Timestamps;

/// <summary>
/// The strict reading of a TimeStampResp (RFC 3161 section 2.4.2): what is not right now, beyond doubt, is not taken, since a token cannot be asked for again
/// with the time of today.
/// </summary>
public static class TimestampAnswer
{
    /// <summary>Octets of an answer at most: a token with a chain has 10 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int LongestText = 200;

    /// <summary>Checks an answer; exactly one of the results is null.</summary>
    /// <param name="octets">The answer.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="trust">Who may stamp; <see cref="PathQuestion.At"/> is now.</param>
    /// <param name="askedAt">When it was asked, by this machine's clock.</param>
    /// <param name="tolerance">How far the time stated may be from the time between question and answer.</param>
    public static (TimestampGrant? Grant, TimestampFault? Fault) Check(
        ReadOnlyMemory<byte> octets, TimestampQuestion question, PathQuestion trust, DateTimeOffset askedAt, TimeSpan tolerance)
    {
        try
        {
            return Read(octets, question, trust, askedAt, tolerance);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What a stranger answers must not end whoever asked, whatever it brings out of the readers below.
            return Fail(TimestampFaultKind.Malformed, error.GetType().Name);
        }
    }

    private static (TimestampGrant? Grant, TimestampFault? Fault) Read(
        ReadOnlyMemory<byte> octets, TimestampQuestion question, PathQuestion trust, DateTimeOffset askedAt, TimeSpan tolerance)
    {
        if (octets.Length > MaxBytes) return Fail(TimestampFaultKind.Malformed, $"more than {MaxBytes} octets");

        // 1. The status.
        ReadOnlyMemory<byte> encoded;
        try
        {
            var file = new AsnReader(octets, AsnEncodingRules.BER);
            var answer = file.ReadSequence();
            file.ThrowIfNotEmpty();
            var status = answer.ReadSequence();
            var number = status.ReadInteger();
            // 0 granted, 1 granted with modifications: the checks below find what was modified.
            if (number != 0 && number != 1) return Fail(TimestampFaultKind.Refused, string.Create(CultureInfo.InvariantCulture, $"status {number}: {Reason(status)}"));
            encoded = answer.ReadEncodedValue();
            answer.ThrowIfNotEmpty();
        }
        catch (AsnContentException error)
        {
            return Fail(TimestampFaultKind.Malformed, error.Message);
        }

        // 2. The token, and that it is to this very question.
        if (TimestampToken.TryRead(encoded) is not { } token) return Fail(TimestampFaultKind.Malformed, "no time-stamp token in it");
        if (!question.IsAnsweredBy(token.Nonce)) return Fail(TimestampFaultKind.Foreign, token.Nonce is null ? "without the nonce" : "another nonce");
        if (question.Policy is { } policy && token.Policy != policy) return Fail(TimestampFaultKind.Foreign, $"policy {token.Policy}");

        // 3. Imprint, signature, purpose, path.
        var outcome = TimestampJudgement.Judge(
            encoded, TimestampKind.File, "answer", digest => digest.Name == question.Imprint.Algorithm ? (question.Imprint.Value.ToArray(), null) : (null, "another digest"), trust);
        if (!outcome.IsRight || trust.Anchors is null) return Fail(TimestampFaultKind.Untrusted, Worst(outcome.Finding));

        // 4. The time.
        if (token.Time < askedAt - tolerance || token.Time > trust.At + tolerance)
            return Fail(TimestampFaultKind.TimeOff, $"{token.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, asked at {askedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return (new TimestampGrant(encoded.ToArray(), token.Time, TimestampEnd.Of(token, trust)), null);
    }

    // PKIStatusInfo: texts and failure bits after the number, both optional.
    private static string Reason(AsnReader status)
    {
        var texts = new List<string>();
        if (status.HasData && status.PeekTag() == Asn1Tag.Sequence)
            for (var list = status.ReadSequence(); list.HasData;) texts.Add(list.ReadCharacterString(UniversalTagNumber.UTF8String));
        if (status.HasData)
        {
            var bits = status.ReadBitString(out _);
            var set = Enumerable.Range(0, bits.Length * 8).Where(bit => (bits[bit / 8] & (0x80 >> (bit % 8))) != 0);
            texts.AddRange(set.Select(bit => Enum.IsDefined((TimestampRefusal)bit) ? ((TimestampRefusal)bit).ToString() : string.Create(CultureInfo.InvariantCulture, $"failure {bit}")));
        }

        // A stranger's words go to a log: bounded, in one line.
        var text = new string([.. string.Join(", ", texts).Where(character => !char.IsControl(character)).Take(LongestText)]);
        return text.Length == 0 ? "no reason given" : text;
    }

    private static string Worst(Finding finding)
    {
        var cause = finding.Children.FirstOrDefault(child => child.Result == VerdictResult.Failed) ?? finding.Children.FirstOrDefault(child => child.Result != VerdictResult.Passed) ?? finding;
        return $"{cause.Code} {cause.Seen}".Trim();
    }

    private static (TimestampGrant? Grant, TimestampFault? Fault) Fail(TimestampFaultKind kind, string detail) => (null, new TimestampFault(kind, detail));
}
