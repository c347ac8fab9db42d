using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-xml</c>: XMLDSig and XAdES.</summary>
internal sealed class VerifyXml : VectorOperation
{
    public override string Name => "verify-xml";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row, SignatureConditions.Known);

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        var contents = row.DetachedContent
            .Select(pair => (Pair: pair, Cut: pair.LastIndexOf('=')))
            .ToDictionary(item => item.Cut < 0 ? "" : item.Pair[..item.Cut], item => folder.Read(item.Pair[(item.Cut + 1)..]), StringComparer.Ordinal);
        var key = row.ValueOf("key") is { } file ? folder.Read(file) : [];
        var certificate = Certificate.Parse(key);
        var question = SignatureConditions.Of(folder, row, now);
        var verdict = SignedXmlDocument.Verify(folder.Read(row.File), new ForeignXmlRequest
        {
            Question = certificate is null ? question : question with { Certificates = [.. question.Certificates, certificate] },
            Keys = certificate is null && key is [0x30, ..] ? [key] : [],
            Contents = contents,
        });
        var answer = SignatureAnswer.Of(verdict.Result, [.. verdict.DecidingFindings()]);
        // Keys in other forms cannot be given here; what can be told without them is told.
        var isWithoutKey = answer is { Kind: VectorAnswerKind.Indeterminate, Cause: UndeterminedCause.Other } && row.Asks("key") && certificate is null && key is not [0x30, ..];
        return isWithoutKey ? VectorAnswer.NotSupported("a key of this form beside the file") : answer;
    }
}
