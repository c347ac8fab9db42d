namespace Sed.Exchange.Packages;

/// <summary>Why a package tells of a task.</summary>
public enum PackageTaskTold
{
    /// <summary>It is given, or given anew: in a document, or by a recipient who considered it (СЭВ Consideration).</summary>
    Given,

    /// <summary>It is a task that the addressee knows, and this is what became of it (СЭВ Report; Answer of a document on control).</summary>
    Reported,
}
