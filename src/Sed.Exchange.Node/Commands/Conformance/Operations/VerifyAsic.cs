using Sed.Exchange.Containers.Foreign.Asic;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary><c>verify-asic</c>: signed containers of others.</summary>
internal sealed class VerifyAsic : VectorOperation
{
    public override string Name => "verify-asic";

    public override string? NotUnderstood(VectorRow row) => FirstBut(row, SignatureConditions.Known);

    public override VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        using var container = folder.Open(row.File);
        var verdict = ForeignContainer.Verify(container, new ForeignContainerRequest { Question = SignatureConditions.Of(folder, row, now) }, CancellationToken.None);
        return SignatureAnswer.Of(verdict.Result, [.. verdict.DecidingFindings()]);
    }
}
