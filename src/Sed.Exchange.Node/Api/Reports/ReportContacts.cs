using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>Says contacts of a request as СЭВ does: organisations of the directory by their names and индекс СЭВ.</summary>
internal sealed class ReportContacts(ExchangeDirectory directory, Organisation reporter)
{
    /// <summary>The organisation that reports, without department or official.</summary>
    public SevContact Reporter { get; } = new() { Organization = Describe(reporter) };

    /// <summary>True: the passport's contact is the reporting organisation or somebody of it.</summary>
    public bool IsReporter(SevContact contact) => contact.Organization.Uid is { } index
        && reporter.SevIndexes.Append(reporter.Id.ToString()).Any(own => SevIndex.Key(own) == SevIndex.Key(index));

    /// <summary>Adds what is wrong with a contact.</summary>
    /// <param name="contact">The contact; null: nothing is.</param>
    /// <param name="path">Its place in the request.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="namesOrganisation">True: it must name another organisation than the own.</param>
    public void Check(ReportContact? contact, string path, ReportFaults faults, bool namesOrganisation = false)
    {
        if (contact is null) return;
        if (contact.Organisation is { } id && directory.FindOrganisation(id) is null) faults.Refuse(ReportCodes.OrganisationUnknown, $"{path}.organisation: {id}");
        if (contact.Organisation is not null && Text(contact.Name) is not null) faults.Refuse(ReportCodes.FieldChoice, $"{path}: organisation or name");
        if (Text(contact.Index) is not null && Text(contact.Name) is null) faults.Refuse(ReportCodes.FieldMissing, $"{path}.name");
        if (contact.Organisation is not null || Text(contact.Name) is not null) return;
        if (namesOrganisation) faults.Refuse(ReportCodes.FieldMissing, $"{path}.organisation");
        else if (Text(contact.Department) is null && Text(contact.Person) is null && Text(contact.Post) is null) faults.Refuse(ReportCodes.FieldMissing, $"{path}.person");
    }

    /// <summary>The contact; it must have passed <see cref="Check"/>.</summary>
    public SevContact Write(ReportContact contact) => new()
    {
        Organization = Text(contact.Name) is { } name ? new SevOrganization { Uid = Text(contact.Index), ShortName = name }
            : contact.Organisation is { } id ? Describe(directory.FindOrganisation(id)!)
            : Reporter.Organization,
        Department = Text(contact.Department) is { } department ? new SevDepartment { Name = department } : null,
        OfficialPerson = Text(contact.Person) is null && Text(contact.Post) is null
            ? null
            : new SevOfficialPerson { Uid = Text(contact.PersonIndex), Fio = Text(contact.Person), Post = Text(contact.Post) },
        Econtacts =
        [
            .. from row in ((string Type, string? Value)[])[("t", Text(contact.Phone)), ("e", Text(contact.Email))]
               where row.Value is not null
               select new SevEcontact { Type = row.Type, Value = row.Value },
        ],
    };

    /// <summary>A text without white space around; null when nothing is left.</summary>
    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static SevOrganization Describe(Organisation organisation) => new()
    {
        Uid = organisation.SevIndexes.Count > 0 ? organisation.SevIndexes[0] : SevIndex.Text(organisation.Id),
        ShortName = organisation.ShortName ?? organisation.Name,
        FullName = organisation.Name,
        Inn = organisation.Inn,
    };
}
