using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Commands;

/// <summary>How parts of a verdict are said to people, on screens and on paper.</summary>
internal static class VerdictWords
{
    /// <summary>The sign of a result.</summary>
    public static string Sign(string result) => result switch
    {
        "passed" => "✓",
        "failed" => "✗",
        "indeterminate" => "?",
        _ => "–",
    };

    /// <summary>What a signature is called: our own objects' by what they are, others by their files.</summary>
    public static string NameOf(SignatureDocument signature, Words words) => words.Has($"signature.{signature.Id}") ? words[$"signature.{signature.Id}"] : words.With("signature.other", signature.Id);

    /// <summary>Of a container whose seal passed: how many officials' signatures inside did not; null: all did, or there are none.</summary>
    public static string? Officials(VerdictDocument verdict, Words words)
    {
        if (verdict.Result != "passed" || verdict.Type is not ("container" or "evidence")) return null;
        var (failed, open) = (verdict.Signatures.Count(signature => signature.Result == "failed"), verdict.Signatures.Count(signature => signature.Result == "indeterminate"));
        return failed + open == 0 ? null : words.With("verify.officials", failed, open);
    }

    /// <summary>Why a time was used.</summary>
    public static string Why(string why, Words words) => words.Has($"why.{why}") ? words[$"why.{why}"] : why;

    /// <summary>What a finding means, with what was seen in this case.</summary>
    public static string Cause(FindingDocument finding, Words words) =>
        finding.Seen is null ? finding.Means : $"{finding.Means.TrimEnd('.')} ({SeenCatalogue.In(words.Language, finding.Seen)}).";

    /// <summary>What to do about it.</summary>
    public static string Remedy(FindingDocument finding, Words words) => finding.Code == FindingCodes.NoTrust ? words["verify.noTrust.do"] : finding.Do;
}
