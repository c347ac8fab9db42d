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

    /// <summary>Answers a row with the operation it names.</summary>
    public static VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now) =>
        ByName.TryGetValue(row.Operation, out var operation) ? operation.Answer(folder, row, now) : VectorAnswer.NotSupported(row.Operation);
}
