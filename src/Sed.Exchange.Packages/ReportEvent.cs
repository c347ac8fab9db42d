namespace Sed.Exchange.Packages;

/// <summary>What a report says, in the words of the timeline.</summary>
public enum ReportEvent
{
    /// <summary>The message was taken from transport (СЭВ Reception).</summary>
    Reception,

    /// <summary>Registered under a number and date.</summary>
    Registered,

    /// <summary>Registration refused with a reason (СЭВ Failure).</summary>
    RegistrationRefused,

    /// <summary>Forwarding, consideration, execution report, redirection, direction, signature.</summary>
    Progress,

    /// <summary>An answer document was sent.</summary>
    Answer,
}
