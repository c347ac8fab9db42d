namespace Sed.Exchange.Node.Commands.Conformance;

/// <summary>
/// One kind of question that rows ask: a class of its own, which puts the question to the product's own readers and verifiers and adds no judgement.
/// </summary>
internal abstract class VectorOperation
{
    /// <summary>Its name in the column <c>operation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Answers a row. Hostile input is an answer, never an exception; only files that are not there throw.</summary>
    /// <param name="folder">The row's folder.</param>
    /// <param name="row">The row.</param>
    /// <param name="now">The time for rows that name none.</param>
    /// <exception cref="IOException">A file of the row cannot be read.</exception>
    public abstract VectorAnswer Answer(VectorFolder folder, VectorRow row, DateTimeOffset now);

    /// <summary>The first condition of a row whose meaning is not known here, or null. It can only make a question harder.</summary>
    /// <param name="row">The row.</param>
    public abstract string? NotUnderstood(VectorRow row);

    /// <summary>The first condition that is none of those that say nothing to this operation, or null.</summary>
    protected static string? FirstBut(VectorRow row, params ReadOnlySpan<string> known)
    {
        foreach (var condition in row.Policy)
        {
            var isKnown = false;
            foreach (var name in known) isKnown |= condition == name || (name.EndsWith('=') && condition.StartsWith(name, StringComparison.Ordinal));
            if (!isKnown) return condition;
        }

        return null;
    }
}
