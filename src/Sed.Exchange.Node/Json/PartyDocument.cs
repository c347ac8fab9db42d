using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Node.Json;

/// <summary>An organisation, with the name the directory gives it.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">Short name, else full name; null when the directory does not know it.</param>
public sealed record PartyDocument(Guid Id, string? Name)
{
    /// <summary>Looks the name up.</summary>
    public static PartyDocument From(Guid id, ExchangeDirectory? directory)
    {
        var organisation = directory?.FindOrganisation(id);
        return new PartyDocument(id, organisation?.ShortName ?? organisation?.Name);
    }
}
