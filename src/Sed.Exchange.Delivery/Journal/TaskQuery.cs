namespace Sed.Exchange.Delivery.Journal;

/// <summary>Which tasks are asked for; what is null does not narrow.</summary>
public sealed record TaskQuery
{
    /// <summary>In whose knowledge.</summary>
    public IReadOnlyCollection<Guid>? Organisations { get; init; }

    /// <summary>Only those that somebody has still to carry out.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only those with a deadline that ends at or before this.</summary>
    public DateTimeOffset? DueBy { get; init; }

    /// <summary>Only those that name this organisation as executor.</summary>
    public Guid? Executor { get; init; }
}
