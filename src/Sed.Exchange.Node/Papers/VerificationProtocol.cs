using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Papers;

/// <summary>
/// A verdict on one page, for a file of papers: what was checked, with what result, who signed what, at which time certificates were judged and why, what is wrong and what to do.
/// Whatever has no room is counted and left to <c>verdict.json</c>. The same verdict gives the same octets.
/// </summary>
internal sealed class VerificationProtocol
{
    private const double Left = 42;
    private const double Right = PdfPage.Width - 42;
    private const double Indent = 12;
    private const double Top = 40;
    private const double Bottom = PdfPage.Height - 46;
    private const double Size = 8.5;
    private const double Small = 7.5;
    private const double Grey = 0.35;

    private readonly PdfPage _page = new();
    private readonly VerdictDocument _verdict;
    private readonly IReadOnlyDictionary<string, string> _digests;
    private readonly Words _words;
    private double _y = Top;

    private VerificationProtocol(VerdictDocument verdict, IReadOnlyDictionary<string, string> digests, Words words) => (_verdict, _digests, _words) = (verdict, digests, words);

    /// <summary>Writes it as PDF.</summary>
    /// <param name="verdict">The verdict, in the language of <paramref name="words"/>.</param>
    /// <param name="digests">Digests of covered files by the names under which signatures cover them, where they are known.</param>
    /// <param name="words">Language.</param>
    public static byte[] Write(VerdictDocument verdict, IReadOnlyDictionary<string, string> digests, Words words)
    {
        var protocol = new VerificationProtocol(verdict, digests, words);
        protocol.Head();
        protocol.Findings();
        protocol.Signatures();
        protocol.Foot();
        return protocol._page.Write(words.With("protocol.file", verdict.File), Producer, verdict.At, words.Language);
    }

    private static string Producer { get; } = $"sedx {typeof(VerificationProtocol).Assembly.GetName().Version?.ToString(3)}";

    private void Head()
    {
        Put(_words["protocol.uncertified"], Small, grey: Grey, most: 2);
        Put(_words["protocol.title"], 14, isBold: true);
        Put(_words[$"verify.conclusion.{_verdict.Result}"], 10.5, isBold: true, most: 2);
        if (VerdictWords.Officials(_verdict, _words) is { } officials) Put(officials, Size, isBold: true, most: 2);
        _y += 3;
        Put(_words.With("protocol.subject", _words[$"type.{_verdict.Type}"], _verdict.File), Size, most: 2);
        Put($"SHA-256 {_verdict.Sha256}", Size);
        Put(_words.With("verify.time", StatusText.Time(_verdict.TimeUsed.Value), VerdictWords.Why(_verdict.TimeUsed.Why, _words), _verdict.Policy), Size, most: 2);
        Put(_words.With("protocol.checked", StatusText.Time(_verdict.At), Producer), Size);
        Rule();
    }

    // Of the whole: what did not pass, with its remedy; that all passed is said in the conclusion.
    private void Findings()
    {
        var wrong = Wrong(_verdict.Findings).ToList();
        if (wrong.Count == 0) return;
        Put(_words["protocol.findings"], Size, isBold: true);
        PutFindings(wrong, 6, Left);
        Rule();
    }

    private void Signatures()
    {
        Put(_words.With("protocol.signatures", _verdict.Signatures.Count), Size, isBold: true);

        // What did not pass first, then officials: a reader must not miss them when the page ends.
        var ordered = _verdict.Signatures.OrderBy(signature => signature.Result == "passed").ThenBy(signature => IsOurs(signature.Id)).ToList();
        for (var index = 0; index < ordered.Count; index++)
        {
            var isCrowded = ordered.Count > 4;

            // With room for it, what passed and what nobody looked at are said too.
            var told = ordered.Count <= 2 ? All(ordered[index].Findings).ToList() : Wrong(ordered[index].Findings).ToList();
            if (_y + HeightOf(ordered[index], told.Count, isCrowded) > Bottom - 14)
            {
                Put(_words.With("protocol.more", ordered.Count - index), Size, isBold: true);
                return;
            }

            Put(ordered[index], told, isCrowded);
        }
    }

    private static bool IsOurs(string id) => id is "seal" or "receipt" or "directory" || id.EndsWith(".asice", StringComparison.Ordinal) || id.EndsWith(".asics", StringComparison.Ordinal);

    private static double HeightOf(SignatureDocument signature, int told, bool isCrowded)
    {
        var lines = (isCrowded ? 4 : 7) + Math.Min(signature.Covers.Count, isCrowded ? 2 : 8) + (2 * Math.Min(told, MostFindings(isCrowded)));
        return (lines + 1) * Leading(Size);
    }

    private void Put(SignatureDocument signature, List<FindingDocument> told, bool isCrowded)
    {
        _y += 3;
        Put($"{VerdictWords.Sign(signature.Result)} {_words.With("protocol.signature", VerdictWords.NameOf(signature, _words), _words[$"result.{signature.Result}"])}", Size, isBold: true);
        if (signature.Signer is { } signer)
        {
            Put(_words.With("protocol.signer", signer.Subject), Small, Left + Indent, most: isCrowded ? 1 : 2);
            Put(_words.With("protocol.validity", signer.Serial, StatusText.Time(signer.NotBefore), StatusText.Time(signer.NotAfter), signer.Issuer), Small, Left + Indent, most: isCrowded ? 1 : 2);
        }

        var form = string.Join(", ", new[] { signature.Format, signature.Suite, signature.SubIndication }.OfType<string>());
        if (!isCrowded) Put(form, Small, Left + Indent);
        if (!isCrowded && signature.TimeUsed is { } time) Put(_words.With("verify.signatureTime", StatusText.Time(time.Value), VerdictWords.Why(time.Why, _words)), Small, Left + Indent);
        var shown = isCrowded ? 2 : 8;
        foreach (var name in signature.Covers.Take(shown))
        {
            Put(_words.With("verify.covers", _digests.GetValueOrDefault(name) is { } digest ? $"{name} ({digest})" : name), Small, Left + Indent, most: 1);
        }

        if (signature.Covers.Count > shown) Put(_words.With("protocol.more", signature.Covers.Count - shown), Small, Left + Indent);
        PutFindings(told, MostFindings(isCrowded), Left + Indent);
    }

    private void PutFindings(List<FindingDocument> findings, int most, double left)
    {
        foreach (var finding in findings.Take(most))
        {
            Put($"{VerdictWords.Sign(finding.Result)} {VerdictWords.Cause(finding, _words)}", Small, left, most: 2);
            if (finding.Result is "failed" or "indeterminate") Put($"{finding.Code}: {VerdictWords.Remedy(finding, _words)}", Small, left + Indent, grey: Grey, most: 2);
        }

        if (findings.Count > most) Put(_words.With("protocol.more", findings.Count - most), Small, left);
    }

    private void Foot()
    {
        _y = Math.Max(_y, Bottom - 4);
        _page.Rule(Left, Right, Bottom - 2);
        var y = Bottom + 8;
        foreach (var line in TextLines.Of(_words["protocol.foot"], Typeface.Regular, Small, Right - Left, 3))
        {
            _page.Text(line, isBold: false, Small, Left, y, Grey);
            y += Leading(Small);
        }
    }

    // What failed or cannot be told; where something below it says why, that.
    private static IEnumerable<FindingDocument> Wrong(IEnumerable<FindingDocument> findings) => findings
        .Where(finding => finding.Result is "failed" or "indeterminate")
        .SelectMany(finding => Wrong(finding.Children).Take(3).Prepend(finding));

    private static IEnumerable<FindingDocument> All(IEnumerable<FindingDocument> findings) => findings.SelectMany(finding => All(finding.Children).Prepend(finding));

    private static int MostFindings(bool isCrowded) => isCrowded ? 1 : 14;

    private void Put(string text, double size, double left = Left, bool isBold = false, double grey = 0, int most = 1)
    {
        foreach (var line in TextLines.Of(text, isBold ? Typeface.Bold : Typeface.Regular, size, Right - left, most))
        {
            _y += Leading(size);
            _page.Text(line, isBold, size, left, _y - (size * 0.3), grey);
        }
    }

    private void Rule()
    {
        _y += 5;
        _page.Rule(Left, Right, _y);
        _y += 3;
    }

    private static double Leading(double size) => size * 1.3;
}
