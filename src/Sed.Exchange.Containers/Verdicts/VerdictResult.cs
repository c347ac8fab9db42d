namespace Sed.Exchange.Containers.Verdicts;

/// <summary>Outcome of a check (ETSI EN 319 102-1 has the first three).</summary>
public enum VerdictResult
{
    /// <summary>Checked and right.</summary>
    Passed,

    /// <summary>Checked and wrong.</summary>
    Failed,

    /// <summary>Cannot be told; never a reason to refuse by default.</summary>
    Indeterminate,

    /// <summary>The stage was not carried out; shown, never left out.</summary>
    NotChecked,
}
