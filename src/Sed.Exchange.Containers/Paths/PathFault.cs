using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Paths;

/// <summary>Why a path is not valid.</summary>
/// <param name="Code">A finding code of stage Path.</param>
/// <param name="Seen">What was seen, ending with the certificate's subject.</param>
/// <param name="SubIndication">ETSI EN 319 102-1.</param>
internal sealed record PathFault(string Code, string Seen, string SubIndication = SubIndications.ChainConstraintsFailure)
{
    /// <summary>A fault of one certificate.</summary>
    public static PathFault Of(string code, Certificate certificate, string? seen = null) =>
        new(code, seen is null ? certificate.Subject : $"{seen}: {certificate.Subject}");

    /// <summary>The fault as a finding.</summary>
    public Finding ToFinding() => new(Code, VerdictStage.Path, VerdictResult.Failed, Seen);
}
