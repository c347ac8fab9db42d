using System.Collections.Frozen;
using Sed.Exchange.Node.Commands.Conformance.Operations;

namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>Every operation; a new one is one line here and one file in <c>Operations</c>.</summary>
internal static class VectorOperations
{
    private static readonly FrozenDictionary<string, VectorOperation> ByName = new VectorOperation[]
    {
        new ReadZip(),
        new ParseXml(),
        new VerifyXml(),
        new VerifyCms(),
        new VerifyAsic(),
        new VerifyPath(),
        new VerifyRaw(),
    }.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>Answers a row with the operation it names. What goes wrong on the way is the answer, whatever it is.</summary>
    public static VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        if (row.Fault is not null) return VectorAnswer.NotPlayed(row.Fault);
        if (!ByName.TryGetValue(row.Operation, out var operation)) return VectorAnswer.NotSupported(row.Operation);
        try
        {
            var answer = operation.Answer(folder, row, now);

            // A condition that is not understood can only make things worse: what fails without it is answered, what would pass is not.
            return answer.Kind is VectorAnswerKind.Passed or VectorAnswerKind.Accepted && operation.NotUnderstood(row) is { } condition ? VectorAnswer.NotSupported(condition) : answer;
        }
        catch (Exception wrong) when (wrong is not (OperationCanceledException or OutOfMemoryException))
        {
            // The rows come from others, and a reader that breaks off is what they look for: said as a disagreement, not as the end of the run.
            return VectorAnswer.NotPlayed(wrong is IOException ? wrong.Message : $"{wrong.GetType().Name}: {wrong.Message}");
        }
    }
}
