namespace Sed.Exchange.Client;

/// <summary>Registered or refused (СЭВ Registration, Failure). A document has one of each; another number needs an idempotency key of its own.</summary>
public sealed record RegistrationReport : DocumentReport
{
    private RegistrationReport(string @event)
        : base(@event)
    {
    }

    /// <summary>Your registration number; with Registered.</summary>
    public string? Number { get; private init; }

    /// <summary>Your registration date; with Registered.</summary>
    public DateOnly? Date { get; private init; }

    /// <summary>When the card was made; left out, now. With Registered.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Group of documents of your card. With Registered.</summary>
    public string? Group { get; init; }

    /// <summary>Why it was refused, in a sentence; with RegistrationRefused.</summary>
    public string? Reason { get; private init; }

    /// <summary>What is wrong, one by one; with RegistrationRefused.</summary>
    public IReadOnlyList<RefusalFault>? Faults { get; private init; }

    /// <summary>What was decided; left out, «Отказать в регистрации.». With RegistrationRefused.</summary>
    public string? Decision { get; init; }

    /// <summary>Registered under this number on this date.</summary>
    public static RegistrationReport Registered(string number, DateOnly date) => new("Registered") { Number = number, Date = date };

    /// <summary>Registration refused for one reason.</summary>
    public static RegistrationReport Refused(string reason) => new("RegistrationRefused") { Reason = reason };

    /// <summary>Registration refused for several faults.</summary>
    public static RegistrationReport Refused(IReadOnlyList<RefusalFault> faults) => new("RegistrationRefused") { Faults = faults };
}
