namespace Sed.Exchange.Client;

/// <summary>What became of a document in your registry; the node writes the <c>Report.xml</c> and sends it to the document's author.</summary>
public sealed record RegistrationReport
{
    /// <summary><c>Registered</c> or <c>RegistrationRefused</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Your registration number; needed for Registered.</summary>
    public string? Number { get; init; }

    /// <summary>Your registration date; needed for Registered.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Why it was refused; needed for RegistrationRefused.</summary>
    public string? Reason { get; init; }

    /// <summary>Registered under this number on this date.</summary>
    public static RegistrationReport Registered(string number, DateOnly date) => new() { Event = "Registered", Number = number, Date = date };

    /// <summary>Registration refused.</summary>
    public static RegistrationReport Refused(string reason) => new() { Event = "RegistrationRefused", Reason = reason };
}
