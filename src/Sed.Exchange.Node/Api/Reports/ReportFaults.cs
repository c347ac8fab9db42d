using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>Everything wrong with one report, in the order found.</summary>
internal sealed class ReportFaults
{
    private readonly List<Finding> _refusing = [];
    private readonly List<Finding> _remarks = [];

    /// <summary>What stops it.</summary>
    public IReadOnlyList<Finding> Refusing => _refusing;

    /// <summary>What does not stop it.</summary>
    public IReadOnlyList<Finding> Remarks => _remarks;

    /// <summary>Adds a fault.</summary>
    /// <param name="code">One of <see cref="ReportCodes"/>.</param>
    /// <param name="seen">The place in the request, and what was expected there; never what a text says.</param>
    public void Refuse(string code, string seen) => _refusing.Add(new Finding(code, VerdictStage.Format, VerdictResult.Failed, seen));

    /// <summary>Adds a remark.</summary>
    public void Remark(string code, string seen) => _remarks.Add(new Finding(code, VerdictStage.Policy, VerdictResult.Passed, seen));
}
