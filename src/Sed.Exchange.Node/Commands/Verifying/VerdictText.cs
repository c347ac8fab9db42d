using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>A verdict for people: what was judged, and below it every finding with its cause and, where something is wrong, its remedy.</summary>
internal static class VerdictText
{
    // Evidence has dozens of signatures that passed; their stages would bury what matters.
    private const int Detailed = 3;

    public static void Write(VerdictDocument verdict, bool cryptoOnly, CommandSurroundings around)
    {
        var (output, words) = (around.Output, around.Words);
        output.WriteLine($"{Sign(verdict.Result)} {words.With("verify.title", words[$"type.{verdict.Type}"], verdict.File, words[$"result.{verdict.Result}"])}");
        output.WriteLine($"  SHA-256 {verdict.Sha256}");
        output.WriteLine($"  {words.With("verify.time", StatusText.Time(verdict.TimeUsed.Value), Why(verdict.TimeUsed, words), verdict.Policy)}");
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
        if (cryptoOnly) output.WriteLine(words["verify.cryptoOnly"]);
        // An uncertified tool never says more than this (DESIGN section 7).
        output.WriteLine(words[$"verify.conclusion.{verdict.Result}"]);
    }

    private static void Write(SignatureDocument signature, bool isShort, TextWriter output, Words words)
    {
        if (!isShort) output.WriteLine();
        output.WriteLine($"{Sign(signature.Result)} {words.With("verify.signature", signature.Id, words[$"result.{signature.Result}"])}");
        if (signature.Signer is { } signer) output.WriteLine($"  {words.With("verify.signer", signer.Subject, signer.Serial)}");
        if (isShort) return;
        output.WriteLine($"  {signature.Format}{(signature.Suite is null ? string.Empty : $", {signature.Suite}")}{(signature.SubIndication is null ? string.Empty : $", {signature.SubIndication}")}");
        if (signature.TimeUsed is { } time) output.WriteLine($"  {words.With("verify.signatureTime", StatusText.Time(time.Value), Why(time, words))}");
        if (signature.Covers.Count > 0) output.WriteLine($"  {words.With("verify.covers", string.Join(", ", signature.Covers))}");
        foreach (var finding in signature.Findings) Write(finding, 1, output, words);
    }

    private static void Write(FindingDocument finding, int depth, TextWriter output, Words words)
    {
        var indent = new string(' ', depth * 2);
        var seen = finding.Seen is null ? string.Empty : $" ({finding.Seen})";
        output.WriteLine($"{indent}{Sign(finding.Result)} {finding.Means}{seen}");
        if (finding.Result is "failed" or "indeterminate") output.WriteLine($"{indent}    {finding.Code}: {(finding.Code == FindingCodes.NoTrust ? words["verify.noTrust.do"] : finding.Do)}");
        foreach (var child in finding.Children) Write(child, depth + 1, output, words);
    }

    private static string Why(TimeUsedDocument time, Words words) => words.Has($"why.{time.Why}") ? words[$"why.{time.Why}"] : time.Why;

    private static string Sign(string result) => result switch
    {
        "passed" => "✓",
        "failed" => "✗",
        "indeterminate" => "?",
        _ => "–",
    };
}
