using Sed.Exchange.Containers.Foreign;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>parse-xml</c>: a document of somebody else, before anybody looks for signatures in it.</summary>
internal sealed class ParseXml : VectorOperation
{
    public override string Name => "parse-xml";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row);

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now) =>
        ForeignXml.Fault(folder.Read(row.File), ForeignXmlLimits.Default) is { } fault ? VectorAnswer.Refused(fault) : VectorAnswer.Accepted();
}
