namespace Sed.Exchange.Packages.Sev;

/// <summary>Organisations and persons, element by element in the order of the format; read and write side by side.</summary>
internal static class SevContactXml
{
    public static SevContact ReadContact(SevElementReader xml) => new()
    {
        Organization = xml.One("Organization", ReadOrganization),
        Department = xml.Optional("Department", ReadDepartment),
        OfficialPerson = xml.Optional("OfficialPerson", ReadOfficialPerson),
        Addresses = xml.Many("Address", ReadAddress),
        Econtacts = xml.Many("Econtact", ReadEcontact),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevContact value)
    {
        xml.One("Organization", value.Organization, Write);
        xml.Optional("Department", value.Department, Write);
        xml.Optional("OfficialPerson", value.OfficialPerson, Write);
        xml.Many("Address", value.Addresses, Write);
        xml.Many("Econtact", value.Econtacts, Write);
    }

    public static SevPrivatePerson ReadPrivatePerson(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        Fio = xml.Child("FIO"),
        Sex = xml.OptionalChild<SevSex>("Sex", SevValue.Word),
        Inn = xml.OptionalChild("INN"),
        Passport = xml.Optional("Passport", ReadIdentityPaper),
        Addresses = xml.Many("Address", ReadAddress),
        Econtacts = xml.Many("Econtact", ReadEcontact),
        Snils = xml.OptionalChild("SNILS"),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevPrivatePerson value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Child("FIO", value.Fio, required: true);
        xml.Child("Sex", SevValue.Text(value.Sex));
        xml.Child("INN", value.Inn);
        xml.Optional("Passport", value.Passport, Write);
        xml.Many("Address", value.Addresses, Write);
        xml.Many("Econtact", value.Econtacts, Write);
        xml.Child("SNILS", value.Snils);
    }

    public static SevTerm ReadTerm(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        Text = xml.Text(),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevTerm value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Text(value.Text);
    }

    private static SevOrganization ReadOrganization(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        ShortName = xml.Child("ShortName"),
        FullName = xml.OptionalChild("FullName"),
        Inn = xml.OptionalChild("INN"),
        Okpo = xml.OptionalChild("OKPO"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevOrganization value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Child("ShortName", xml.Trimmed(value.ShortName), required: true);
        xml.Child("FullName", value.FullName);
        xml.Child("INN", value.Inn);
        xml.Child("OKPO", value.Okpo);
    }

    private static SevDepartment ReadDepartment(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        Name = xml.Child("Name"),
        Index = xml.OptionalChild("Index"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevDepartment value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Child("Name", value.Name, required: true);
        xml.Child("Index", value.Index);
    }

    private static SevOfficialPerson ReadOfficialPerson(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        Fio = xml.OptionalChild("FIO"),
        Post = xml.OptionalChild("Post"),
        Index = xml.OptionalChild("Index"),
        Foreign = xml.Foreign(),
    };

    // The schema wants a name or a post: an official known only by index or by foreign content gets an empty post.
    private static void Write(SevElementWriter xml, SevOfficialPerson value)
    {
        var known = !string.IsNullOrEmpty(value.Uid) || !string.IsNullOrEmpty(value.Index) || value.Foreign is not null;
        var named = !string.IsNullOrEmpty(value.Fio) || !string.IsNullOrEmpty(value.Post);
        xml.Attribute("UID", value.Uid);
        xml.Child("FIO", value.Fio);
        xml.Child("Post", known && !named ? value.Post ?? "" : value.Post, required: known && !named);
        xml.Child("Index", value.Index);
    }

    private static SevAddress ReadAddress(SevElementReader xml) => new()
    {
        ZipCode = xml.OptionalChild("ZipCode"),
        Region = xml.Optional("Region", ReadTerm),
        Settlement = xml.OptionalChild("Settlement"),
        Text = xml.OptionalChild("Text"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevAddress value)
    {
        xml.Child("ZipCode", value.ZipCode);
        xml.Optional("Region", value.Region, Write);
        xml.Child("Settlement", value.Settlement);
        xml.Child("Text", value.Text);
    }

    private static SevEcontact ReadEcontact(SevElementReader xml) => new()
    {
        Type = xml.OptionalAttribute("Type"),
        Value = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevEcontact value)
    {
        xml.Attribute("Type", value.Type);
        xml.Text(value.Value);
    }

    private static SevIdentityPaper ReadIdentityPaper(SevElementReader xml) => new()
    {
        Series = xml.Child("Series"),
        Number = xml.Child("Number"),
        GivenBy = xml.OptionalChild("GivenBy"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevIdentityPaper value)
    {
        xml.Child("Series", value.Series, required: true);
        xml.Child("Number", value.Number, required: true);
        xml.Child("GivenBy", value.GivenBy);
    }
}
