namespace Sed.Exchange.Client;

/// <summary>Which tasks <see cref="ExchangeClient.GetControlAsync"/> gives; what is not set does not narrow.</summary>
public sealed record ControlFilter
{
    /// <summary>What this organisation of yours knows.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>Tasks that name this organisation as executor.</summary>
    public Guid? Executor { get; init; }

    /// <summary>Tasks of this message, done or not.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Only what is overdue.</summary>
    public bool OverdueOnly { get; init; }

    /// <summary>Also what is done.</summary>
    public bool WithDone { get; init; }

    /// <summary>Only deadlines before this day; days begin in the zone +03:00.</summary>
    public DateOnly? DueBefore { get; init; }
}
