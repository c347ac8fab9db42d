namespace Sed.Exchange.Packages.Sev;

/// <summary>How a passport is written.</summary>
public sealed record SevWriterOptions
{
    /// <summary>Strictly, for version 18.</summary>
    public static SevWriterOptions Default { get; } = new();

    /// <summary>What the receiver's product understands: for version 12 the directory says so.</summary>
    public SevGeneration Generation { get; init; } = SevGeneration.V18;

    /// <summary>Zone of times that have none: Moscow's, as on input.</summary>
    public TimeSpan ZoneIfNone { get; init; } = SevTime.UsualZone;

    /// <summary>
    /// True writes a passport as it was read: empty elements, forms of GUIDs, extensions and names, times without zone, and without asking
    /// whether a reader would take it. For showing that nothing was lost, never for sending.
    /// </summary>
    public bool AsRead { get; init; }
}
