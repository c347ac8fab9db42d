namespace Sed.Exchange.Packages.Sev;

/// <summary>The two passports of address-book synchronisation, element by element in the order of the format; read and write side by side.</summary>
internal static class SevSyncXml
{
    private static readonly (SevSyncResult Result, string Words)[] Results =
    [
        (SevSyncResult.Added, "Добавлен"),
        (SevSyncResult.IdentityCodeAssigned, "Присвоен идент.код ДЛ"),
        (SevSyncResult.NameChanged, "Изменено поле ФИО"),
        (SevSyncResult.PostChanged, "Изменено поле Должность"),
        (SevSyncResult.DepartmentChanged, "Изменено поле Подразделение"),
        (SevSyncResult.DeletedOrRestored, "Лог. удален/восстановлен"),
        (SevSyncResult.IndexChanged, "Изменен Индекс СЭВ"),
    ];

    public static SevSyncInfo ReadSyncInfo(SevElementReader xml) => new()
    {
        Header = xml.One("Header", SevHeaderXml.ReadHeaderOfAnyType),
        Departments = xml.Optional("SyncDepartments", ReadDepartments),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevSyncInfo value)
    {
        xml.One("Header", value.Header, SevHeaderXml.Write);
        if (value.Departments is { } departments)
        {
            xml.One("SyncDepartments", departments, Write);
        }
    }

    public static SevSyncReport ReadSyncReport(SevElementReader xml) => new()
    {
        Header = xml.One("Header", SevHeaderXml.ReadHeaderOfAnyType),
        Departments = xml.Optional("SyncDepartments", ReadDepartmentsReport),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevSyncReport value)
    {
        xml.One("Header", value.Header, SevHeaderXml.WriteOfReport);
        if (value.Departments is { } departments)
        {
            xml.One("SyncDepartments", departments, Write);
        }
    }

    private static SevSyncDepartments ReadDepartments(SevElementReader xml) => new()
    {
        OperationName = xml.Attribute("OperationName"),
        Contacts = xml.Several("SyncContact", ReadContact),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncDepartments value)
    {
        xml.Attribute("OperationName", value.OperationName);
        xml.Many("SyncContact", value.Contacts, Write, required: true);
    }

    private static SevSyncContact ReadContact(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        State = xml.One("ContactInfo", ReadState),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncContact value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.One("ContactInfo", value.State, Write);
    }

    private static SevSyncContactState ReadState(SevElementReader xml) => new()
    {
        Deleted = xml.Attribute<bool>("Deleted", SevValue.Boolean),
        IdentityCode = xml.Attribute("IdentityCode"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncContactState value)
    {
        xml.Attribute("Deleted", SevValue.Text(value.Deleted));
        xml.Attribute("IdentityCode", value.IdentityCode);
    }

    private static SevSyncDepartmentsReport ReadDepartmentsReport(SevElementReader xml) => new()
    {
        OperationName = xml.Attribute("OperationName"),
        Results = xml.Many("ResultContact", ReadContactResult),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncDepartmentsReport value)
    {
        xml.Attribute("OperationName", value.OperationName);
        xml.Many("ResultContact", value.Results, Write, required: true);
    }

    private static SevSyncContactResult ReadContactResult(SevElementReader xml) => new()
    {
        Contact = xml.One("SyncContact", ReadContact),
        Outcomes = xml.Zone("ResultInfo", "Result", ReadOutcome),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncContactResult value)
    {
        xml.One("SyncContact", value.Contact, Write);
        xml.Zone("ResultInfo", "Result", value.Outcomes, Write, required: true);
    }

    private static SevSyncOutcome ReadOutcome(SevElementReader xml) => new()
    {
        Result = xml.Text<SevSyncResult>(ParseResult),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSyncOutcome value) => xml.Text(Results.Single(row => row.Result == value.Result).Words);

    private static bool ParseResult(string text, out SevSyncResult result)
    {
        var found = Array.FindIndex(Results, row => row.Words == text);
        result = found < 0 ? default : Results[found].Result;
        return found >= 0;
    }
}
