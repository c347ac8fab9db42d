using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>A verdict for people: what was judged, and below it every finding with its cause and, where something is wrong, its remedy.</summary>
internal static class VerdictText
{
    // Evidence has dozens of signatures that passed; their stages would bury what matters.
    private const int Detailed = 3;

    public static void Write(VerdictDocument verdict, VerifyRequest request, CommandSurroundings around)
    {
        var (output, words) = (around.Output, around.Words);
        output.WriteLine($"{VerdictWords.Sign(verdict.Result)} {words.With("verify.title", words[$"type.{verdict.Type}"], verdict.File, words[$"result.{verdict.Result}"])}");
        output.WriteLine($"  SHA-256 {verdict.Sha256}");
        output.WriteLine($"  {words.With("verify.time", StatusText.Time(verdict.TimeUsed.Value), VerdictWords.Why(verdict.TimeUsed.Why, words), verdict.Policy)}");
        foreach (var finding in verdict.Findings) Write(finding, 1, output, words);
        var isLong = verdict.Signatures.Count > Detailed;
        foreach (var signature in verdict.Signatures) Write(signature, isLong && signature.Result == "passed", output, words);
        if (isLong)
        {
            output.WriteLine();
            output.WriteLine(words["verify.notChecked"]);
            foreach (var text in verdict.Signatures.SelectMany(signature => signature.Findings).Where(finding => finding.Result == "notChecked").Select(finding => finding.Means).Distinct())
            {
                output.WriteLine($"  – {text}");
            }
        }

        output.WriteLine();
        if (request.CryptoOnly) output.WriteLine(words["verify.cryptoOnly"]);
        if (request.SealOnly) output.WriteLine(words["verify.sealOnly"]);
        if (VerdictWords.Officials(verdict, words) is { } officials) output.WriteLine(officials);

        // An uncertified tool never says more than this (DESIGN section 7).
        output.WriteLine(words[$"verify.conclusion.{verdict.Result}"]);
    }

    private static void Write(SignatureDocument signature, bool isShort, TextWriter output, Words words)
    {
        if (!isShort) output.WriteLine();
        output.WriteLine($"{VerdictWords.Sign(signature.Result)} {words.With("verify.signature", VerdictWords.NameOf(signature, words), words[$"result.{signature.Result}"])}");
        if (signature.Signer is { } signer) output.WriteLine($"  {words.With("verify.signer", signer.Subject, signer.Serial)}");
        if (isShort) return;
        output.WriteLine($"  {signature.Format}{(signature.Suite is null ? string.Empty : $", {signature.Suite}")}{(signature.SubIndication is null ? string.Empty : $", {signature.SubIndication}")}");
        if (signature.TimeUsed is { } time) output.WriteLine($"  {words.With("verify.signatureTime", StatusText.Time(time.Value), VerdictWords.Why(time.Why, words))}");
        if (signature.Covers.Count > 0) output.WriteLine($"  {words.With("verify.covers", string.Join(", ", signature.Covers))}");
        foreach (var finding in signature.Findings) Write(finding, 1, output, words);
    }

    private static void Write(FindingDocument finding, int depth, TextWriter output, Words words)
    {
        var indent = new string(' ', depth * 2);
        output.WriteLine($"{indent}{VerdictWords.Sign(finding.Result)} {VerdictWords.Cause(finding, words)}");
        if (finding.Result is "failed" or "indeterminate") output.WriteLine($"{indent}    {finding.Code}: {VerdictWords.Remedy(finding, words)}");
        foreach (var child in finding.Children) Write(child, depth + 1, output, words);
    }
}
