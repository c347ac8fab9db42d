namespace Sed.Exchange.Delivery.Control;

/// <summary>Which tasks are asked for; what is not given does not narrow.</summary>
public sealed record ControlQuery
{
    /// <summary>In whose knowledge.</summary>
    public IReadOnlyCollection<Guid>? Organisations { get; init; }

    /// <summary>Also those that are done; those of a message are always shown with them.</summary>
    public bool WithDone { get; init; }

    /// <summary>Only those whose deadline is over.</summary>
    public bool OverdueOnly { get; init; }

    /// <summary>Only those that are due at or before this.</summary>
    public DateTimeOffset? DueBy { get; init; }

    /// <summary>Only those that name this organisation as executor.</summary>
    public Guid? Executor { get; init; }

    /// <summary>Only those of this message.</summary>
    public Guid? MessageId { get; init; }
}
