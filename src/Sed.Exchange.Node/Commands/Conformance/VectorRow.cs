namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>One row of a <c>verdicts.csv</c>: an input, what is given with it, and the verdict it must get.</summary>
internal sealed record VectorRow
{
    /// <summary>The file to judge; <c>x.json#id</c> is one case of it.</summary>
    public required string File { get; init; }

    /// <summary>What is to be done with it.</summary>
    public required string Operation { get; init; }

    /// <summary>The verdict it must get.</summary>
    public required string Expected { get; init; }

    /// <summary>What the vector is about.</summary>
    public required string Reason { get; init; }

    /// <summary>Signed objects beside it: a path, or <c>URI=path</c> pairs.</summary>
    public required IReadOnlyList<string> DetachedContent { get; init; }

    /// <summary>Anchors; empty: the path is not to be evaluated.</summary>
    public required IReadOnlyList<string> Trust { get; init; }

    /// <summary>Further certificates, trusted in nothing.</summary>
    public required IReadOnlyList<string> Intermediates { get; init; }

    /// <summary>Time of validation; null: now, or of no matter.</summary>
    public required DateTimeOffset? AtTime { get; init; }

    /// <summary>Conditions: a name, or a name and a value.</summary>
    public required IReadOnlyList<string> Policy { get; init; }

    /// <summary>Why the row cannot be played, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>True: one of the conditions has this name.</summary>
    public bool Asks(string name) => Policy.Any(item => item == name || item.StartsWith(name + "=", StringComparison.Ordinal));

    /// <summary>The value of a condition, or null.</summary>
    public string? ValueOf(string name) => Policy.FirstOrDefault(item => item.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    /// <summary>The values of a condition that may stand several times.</summary>
    public IEnumerable<string> ValuesOf(string name) =>
        Policy.Where(item => item.StartsWith(name + "=", StringComparison.Ordinal)).Select(item => item[(name.Length + 1)..]);
}
