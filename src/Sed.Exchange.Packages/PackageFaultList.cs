namespace Sed.Exchange.Packages;

/// <summary>
/// Gathers faults in the order found. Bounded whatever the package holds: a remark is kept once per code with a count, a refusal
/// at most <see cref="PlacesPerCode"/> times.
/// </summary>
internal sealed class PackageFaultList
{
    private const int PlacesPerCode = 20;

    private readonly List<PackageFault> kept = [];
    private readonly Dictionary<(string Code, bool Refuses), (int Count, int Last)> counts = [];

    /// <summary>True when something refuses the package.</summary>
    public bool Refuses { get; private set; }

    /// <summary>Adds a fault for which the package cannot be taken.</summary>
    public void Refuse(string code, string? seen = null) => Add(code, true, () => seen);

    /// <summary>Adds a fault for which the package cannot be taken; the place is described only when it is kept.</summary>
    public void Refuse(string code, Func<string?> seen) => Add(code, true, seen);

    /// <summary>Adds a tolerated deviation.</summary>
    public void Remark(string code, string? seen = null) => Add(code, false, () => seen);

    /// <summary>Adds a tolerated deviation; the place is described only when it is kept.</summary>
    public void Remark(string code, Func<string?> seen) => Add(code, false, seen);

    /// <summary>True when another refusal with this code is only counted, so that its place need not be looked for.</summary>
    public bool OnlyCounts(string code) => counts.GetValueOrDefault((code, true)).Count >= PlacesPerCode;

    /// <summary>True when a kept refusal with this code names the place or something inside it.</summary>
    public bool Names(string code, string place) =>
        kept.Any(fault => fault.Refuses && fault.Code == code && fault.Seen?.StartsWith(place, StringComparison.Ordinal) == true);

    /// <summary>The faults; where places were left out, the last kept one of the code ends with how many there were (<c>×4</c>).</summary>
    public IReadOnlyList<PackageFault> ToList()
    {
        var list = kept.ToArray();
        foreach (var (key, (count, last)) in counts)
        {
            if (count > (key.Refuses ? PlacesPerCode : 1))
            {
                list[last] = list[last] with { Seen = $"{list[last].Seen} ×{count}".TrimStart() };
            }
        }

        return list;
    }

    private void Add(string code, bool refuses, Func<string?> seen)
    {
        Refuses |= refuses;
        var (count, last) = counts.GetValueOrDefault((code, refuses));
        if (count < (refuses ? PlacesPerCode : 1))
        {
            last = kept.Count;
            kept.Add(new PackageFault(code, refuses, seen()));
        }

        counts[(code, refuses)] = (count + 1, last);
    }
}
