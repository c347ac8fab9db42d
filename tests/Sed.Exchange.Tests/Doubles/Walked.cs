using System.Collections.Immutable;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>
/// The last walk over an immutable tree, kept as a row of what was met: whoever walks the same tree again gets it, also from a value made of this one. It says
/// nothing of the value it is part of, so any two are equal.
/// </summary>
internal struct Walked<T> : IEquatable<Walked<T>>
{
    private Walk? _last;

    public readonly bool Equals(Walked<T> other) => true;

    public override readonly bool Equals(object? obj) => obj is Walked<T>;

    public override readonly int GetHashCode() => 0;

    /// <summary>The values of a table, in its order.</summary>
    public IReadOnlyList<T> Of<TKey>(ImmutableSortedDictionary<TKey, T> table)
        where TKey : notnull => Of(table, table, static (rows, _) => [.. rows.Values]);

    /// <summary>What a walk over two trees, often the same, makes of them.</summary>
    public IReadOnlyList<T> Of<T1, T2>(T1 first, T2 second, Func<T1, T2, T[]> walk)
        where T1 : class
        where T2 : class
    {
        if (Volatile.Read(ref _last) is { } last && ReferenceEquals(last.First, first) && ReferenceEquals(last.Second, second)) return last.Rows;
        var rows = walk(first, second);
        Volatile.Write(ref _last, new Walk(first, second, rows));
        return rows;
    }

    private sealed record Walk(object First, object Second, T[] Rows);
}
