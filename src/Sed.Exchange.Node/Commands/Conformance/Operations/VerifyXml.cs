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
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (uris, path) in row.DetachedContent.Select(Split))
        {
            var octets = folder.Read(path);
            foreach (var uri in uris) contents.TryAdd(uri, octets);
        }

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

    // Without a URI a file is what a reference without URI means, and what one by its name does.
    private static (IReadOnlyList<string> Uris, string File) Split(string pair)
    {
        var cut = pair.LastIndexOf('=');
        if (cut >= 0) return ([pair[..cut]], pair[(cut + 1)..]);
        var name = Path.GetFileName(pair);
        return (["", name, Uri.EscapeDataString(name), "./" + name, "/" + name], pair);
    }
}
