using System.Collections.Concurrent;

namespace Sed.Exchange.Simulation.Region;

/// <summary>Keys of nodes, organisations and the directory. Made once for all seeds: they are the slow part, and which they are decides nothing.</summary>
internal static class Keys
{
    /// <summary>When every region begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, Lazy<SeededKey>> Made = new(StringComparer.Ordinal);

    /// <summary>First day of every certificate.</summary>
    public static DateTimeOffset From => Start.AddDays(-1);

    /// <summary>Last day of every certificate.</summary>
    public static DateTimeOffset To => Start.AddYears(3);

    /// <summary>The key that signs directories; later ones follow it.</summary>
    public static SeededKey Directory(int number = 0) => Find("directory", number);

    /// <summary>The receipt key of a node: the first, or one that follows.</summary>
    public static SeededKey Node(string id, int number = 0) => Find($"node {id}", number);

    /// <summary>The seal of an organisation: the first, or one that follows.</summary>
    public static SeededKey Seal(Guid organisation, int number = 0) => Find($"seal {organisation}", number);

    private static SeededKey Find(string name, int number) =>
        Made.GetOrAdd(number == 0 ? name : $"{name} #{number}", key => new Lazy<SeededKey>(() => new SeededKey(key, From, To))).Value;
}
