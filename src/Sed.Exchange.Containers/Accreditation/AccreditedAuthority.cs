namespace Sed.Exchange.Containers.Accreditation;

/// <summary>An authority of the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ogrn">Its ОГРН, or null.</param>
/// <param name="Statuses">Its accreditation, past and present, in the order of time.</param>
public sealed record AccreditedAuthority(string Name, string? Ogrn, IReadOnlyList<AccreditationStatus> Statuses)
{
    /// <summary>What its accreditation was at a time; null: it had none yet. Of two that begin together the one that is not in force counts.</summary>
    public AccreditationStatus? At(DateTimeOffset time) => Statuses.Where(status => status.From <= time).MaxBy(status => (status.From, !status.IsInForce));

    /// <summary>True: it was accredited at the time.</summary>
    public bool IsAccredited(DateTimeOffset time) => At(time)?.IsInForce == true;
}
