namespace Sed.Exchange.Packages;

/// <summary>What a task is.</summary>
public enum PackageTaskKind
{
    /// <summary>Control of the document itself (контроль документа): its recipients must answer by then.</summary>
    Document,

    /// <summary>A resolution (резолюция).</summary>
    Resolution,

    /// <summary>A point (пункт).</summary>
    Point,
}
