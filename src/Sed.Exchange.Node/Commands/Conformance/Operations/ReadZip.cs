using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>read-zip</c>: an archive of somebody else, structure and contents.</summary>
internal sealed class ReadZip : VectorOperation
{
    public override string Name => "read-zip";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row, "methods=store,deflate", "encryption=no", "links=no");

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var archive = folder.Open(row.File);
        var reading = ZipReader.Read(archive, ZipRules.Foreign, CancellationToken.None);
        return (reading.Fault ?? reading.CheckContents(CancellationToken.None)) is { } fault ? VectorAnswer.Refused($"{fault.Kind}: {fault.Seen}") : VectorAnswer.Accepted();
    }
}
