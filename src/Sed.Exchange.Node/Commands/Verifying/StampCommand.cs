using System.CommandLine;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Papers;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// <c>sedx stamp FILE --out PNG</c>: draws the stamp of an official's signature that passed. 0 drawn, 1 the signature failed, 2 no such signature or not readable, 3 it cannot be told.
/// A seal is no signature of a document and is never stamped.
/// </summary>
internal static class StampCommand
{
    public static Command Create(CommandSurroundings around)
    {
        var output = new Option<string>("--out") { HelpName = "PNG", Required = true };
        var name = new Option<string>("--signature") { HelpName = "NAME" };
        var command = new Command("stamp") { output, name };
        var options = VerifyOptions.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var request = options.Read(parsed, around);
            var verdict = Verification.Judge(request, around, cancel);
            var signature = Find(Officials(verdict), parsed.GetValue(name), request.File, around);
            if (signature.Result != VerdictResult.Passed || signature.Signer is null)
            {
                var text = TextCatalogue.Find(around.Language, FindingCodes.StampRefused);
                around.Error.WriteLine(around.Words.With("stamp.refused", signature.Id, around.Words[$"result.{NameOf(signature.Result)}"]));
                around.Error.WriteLine($"{FindingCodes.StampRefused}: {text.Do}");
                return Task.FromResult(signature.Result == VerdictResult.Failed ? ExitCodes.No : ExitCodes.CannotTell);
            }

            var file = parsed.GetRequiredValue(output);
            around.WriteFile(file, SignatureStamp.Draw(signature, verdict.At));
            around.Output.WriteLine(around.Words.With("stamp.written", signature.Id, file));
            return Task.FromResult(ExitCodes.Yes);
        });
        return command;
    }

    // A seal is a container's; receipts and directories have nothing else, and in evidence seals and officials' signatures stand mixed.
    private static List<SignatureVerdict> Officials(Verdict verdict) => verdict.Type switch
    {
        VerdictType.Container => [.. verdict.Signatures.Where(signature => signature is { IsCounter: false, Id: not "seal" })],
        VerdictType.Cms or VerdictType.Xml => [.. verdict.Signatures.Where(signature => !signature.IsCounter)],
        _ => [],
    };

    private static SignatureVerdict Find(List<SignatureVerdict> signatures, string? name, string file, CommandSurroundings around)
    {
        var named = name is null ? signatures : signatures.FindAll(signature => signature.Id == name);
        return named switch
        {
            [var only] => only,
            [] => throw new CommandException(around.Words.With("stamp.none", file)),
            _ => throw new CommandException(around.Words.With("stamp.several", string.Join(", ", named.Select(signature => signature.Id)))),
        };
    }

    private static string NameOf(VerdictResult result) => result == VerdictResult.Failed ? "failed" : "indeterminate";
}
