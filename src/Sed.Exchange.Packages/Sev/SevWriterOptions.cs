namespace Sed.Exchange.Packages.Sev;

/// <summary>How a passport is written.</summary>
public sealed record SevWriterOptions
{
    /// <summary>Version 18, no empty elements.</summary>
    public static SevWriterOptions Default { get; } = new();

    /// <summary>What the receiver's product understands: for version 12 the directory says so.</summary>
    public SevGeneration Generation { get; init; } = SevGeneration.V18;

    /// <summary>True writes optional elements even when they are empty, as they were read. Only for showing that nothing was lost.</summary>
    public bool KeepEmptyElements { get; init; }
}
