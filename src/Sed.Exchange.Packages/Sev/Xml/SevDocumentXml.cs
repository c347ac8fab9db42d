namespace Sed.Exchange.Packages.Sev;

/// <summary>Documents and files, element by element in the order of the format; read and write side by side.</summary>
internal static class SevDocumentXml
{
    public static SevDocument ReadDocument(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        DocumentId = xml.Attribute("DocumentID"),
        Type = xml.Attribute<SevDocumentType>("Type", SevValue.Word),
        MainDocument = xml.Attribute<bool>("MainDocument", SevValue.Boolean),
        Status = xml.OptionalAttribute<SevDocumentStatus>("Status", SevValue.Word),
        Version = xml.OptionalAttribute<int>("Version", SevValue.Int),
        VersionUid = xml.OptionalAttribute("VersionUID"),
        Registration = xml.One("RegistrationInfo", ReadRegisteredNumber),
        Control = xml.Optional("Control", ReadControl),
        Group = xml.Optional("Group", SevContactXml.ReadTerm),
        Access = xml.Optional("Access", SevContactXml.ReadTerm),
        Consists = xml.OptionalChild("Consists"),
        Annotation = xml.OptionalChild("Annotation"),
        Note = xml.OptionalChild("Note"),
        Collective = xml.OptionalChild<bool>("Collective", SevValue.Boolean),
        Rubrics = xml.Many("Rubric", SevContactXml.ReadTerm),
        Files = xml.Many("File", ReadFile),
        Authors = xml.Many("Author", ReadAuthor),
        Visas = xml.Many("Visa", ReadVisa),
        Approvals = xml.Many("Approval", ReadApproval),
        Addressees = xml.Many("Addressee", ReadAddressee),
        Writers = xml.Many("Writer", ReadDocumentWriter),
        AdditionalFields = xml.Many("AdditionalField", ReadAdditionalField),
        Links = xml.Many("Link", ReadLink),
        AccompanyingDocuments = xml.Many(SevNames.Ext2016 + "AccompDoc", ReadReference),
        ElectronicOriginal = xml.OptionalChild<int>(SevNames.Ext2016 + "EDocument", SevValue.Int) is { } electronic ? electronic != 0 : null,
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevDocument value)
    {
        xml.CardId("UID", value.Uid);
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Attribute("Type", SevValue.Text<SevDocumentType>(value.Type));
        xml.Attribute("MainDocument", SevValue.Text(value.MainDocument));
        xml.Attribute("Status", SevValue.Text(value.Status));
        xml.Attribute("Version", SevValue.Text(value.Version));
        xml.CardId("VersionUID", value.VersionUid);
        xml.One("RegistrationInfo", value.Registration, Write);
        xml.Optional("Control", value.Control, Write);
        xml.Optional("Group", value.Group, SevContactXml.Write);
        xml.Optional("Access", value.Access, SevContactXml.Write);
        xml.Child("Consists", value.Consists);
        xml.Child("Annotation", value.Annotation);
        xml.Child("Note", value.Note);
        xml.Child("Collective", SevValue.Text(value.Collective));
        xml.Many("Rubric", value.Rubrics, SevContactXml.Write);
        xml.Many("File", value.Files, Write);
        xml.Many("Author", value.Authors, Write);
        xml.Many("Visa", value.Visas, Write);
        xml.Many("Approval", value.Approvals, Write);
        xml.Many("Addressee", value.Addressees, Write);
        xml.Many("Writer", value.Writers, Write);
        xml.Many("AdditionalField", value.AdditionalFields, Write);
        xml.Many("Link", value.Links, Write);
        foreach (var reference in value.AccompanyingDocuments)
        {
            xml.Extension(SevNames.Ext2016 + "AccompDoc", reference, Write);
        }

        xml.ExtensionChild(SevNames.Ext2016 + "EDocument", value.ElectronicOriginal is { } electronic ? (electronic ? "1" : "0") : null);
    }

    public static SevFile ReadFile(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        ResourceId = xml.Attribute<int>("ResourceID", SevValue.Int),
        Size = xml.Attribute<int>("Size", SevValue.Int),
        ETag = xml.OptionalAttribute(SevNames.Ext2015 + "eTag"),
        Description = xml.Child("Description"),
        Extension = xml.Child("Extension"),
        Signatures = xml.Many("EDS", ReadEds),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevFile value)
    {
        xml.OwnId("UID", value.Uid);
        xml.Attribute("ResourceID", SevValue.Text(value.ResourceId));
        xml.Attribute("Size", SevValue.Text(value.Size));
        xml.ExtensionAttribute(SevNames.Ext2015 + "eTag", value.ETag);
        xml.Child("Description", value.Description, required: true);
        xml.Child("Extension", xml.Dotted(value.Extension), required: true);
        xml.Many("EDS", value.Signatures, Write);
    }

    public static SevDocumentReference ReadReference(SevElementReader xml) => new()
    {
        DocumentId = xml.Attribute("DocumentID"),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevDocumentReference value) => xml.Attribute("DocumentID", value.DocumentId);

    private static SevRegisteredNumber ReadRegisteredNumber(SevElementReader xml) => new()
    {
        Number = xml.Child("Number"),
        Date = xml.Child<DateOnly>("Date", SevValue.Date),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevRegisteredNumber value)
    {
        xml.Child("Number", value.Number, required: true);
        xml.Child("Date", SevValue.Text(value.Date));
    }

    private static SevDocumentControl ReadControl(SevElementReader xml) => new()
    {
        State = xml.Attribute<SevControlState>("State", SevValue.Word),
        Deadline = xml.OptionalChild<DateOnly>("Deadline", SevValue.Date),
        FactDate = xml.OptionalChild<DateOnly>("FactDate", SevValue.Date),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevDocumentControl value)
    {
        xml.Attribute("State", SevValue.Text<SevControlState>(value.State));
        xml.Child("Deadline", SevValue.Text(value.Deadline));
        xml.Child("FactDate", SevValue.Text(value.FactDate));
    }

    private static SevEds ReadEds(SevElementReader xml) => new()
    {
        ResourceId = xml.Attribute<int>("ResourceID", SevValue.Int),
        Date = xml.OptionalAttribute<SevTime>("Date", SevValue.Time),
        KindId = xml.OptionalAttribute<int>("KindID", SevValue.Int),
        Certificate = xml.OptionalAttribute("Certificate"),
        Text = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevEds value)
    {
        xml.Attribute("ResourceID", SevValue.Text(value.ResourceId));
        xml.Attribute("Date", SevValue.Text(xml.Zoned(value.Date)));
        xml.Attribute("KindID", SevValue.Text(value.KindId));
        xml.Attribute("Certificate", value.Certificate);
        xml.Text(value.Text);
    }

    private static SevAuthor ReadAuthor(SevElementReader xml) => new()
    {
        Contact = xml.Optional("Contact", SevContactXml.ReadContact),
        Registration = xml.Optional("RegistrationInfo", ReadRegisteredNumber),
        PrivatePerson = xml.Optional("PrivatePerson", SevContactXml.ReadPrivatePerson),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevAuthor value)
    {
        xml.Optional("Contact", value.Contact, SevContactXml.Write);
        xml.Optional("RegistrationInfo", value.Registration, Write);
        xml.Optional("PrivatePerson", value.PrivatePerson, SevContactXml.Write);
    }

    private static SevVisa ReadVisa(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        SignDate = xml.OptionalChild<DateOnly>("SignDate", SevValue.Date),
        Text = xml.OptionalChild("VisaInfo"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevVisa value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("SignDate", SevValue.Text(value.SignDate));
        xml.Child("VisaInfo", value.Text);
    }

    private static SevApproval ReadApproval(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        Kind = xml.Attribute<SevVisaSign>("Kind", SevValue.Word),
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        SignDate = xml.OptionalChild<SevTime>("SignDate", SevValue.Time),
        TermDate = xml.OptionalChild<SevTime>(SevNames.Ext2016 + "TermDate", SevValue.Time),
        MainText = xml.OptionalChild("MainInfo"),
        AdditionalText = xml.OptionalChild("AddInfo"),
        ParentContact = xml.Optional("ParentContact", SevContactXml.ReadContact),
        Files = xml.Many("File", ReadFile),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevApproval value)
    {
        xml.CardId("UID", value.Uid);
        xml.Attribute("Kind", SevValue.Text<SevVisaSign>(value.Kind));
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("SignDate", SevValue.Text(xml.Zoned(value.SignDate)));
        xml.ExtensionChild(SevNames.Ext2016 + "TermDate", SevValue.Text(xml.Zoned(value.TermDate)));
        xml.Child("MainInfo", value.MainText);
        xml.Child("AddInfo", value.AdditionalText);
        xml.Optional("ParentContact", value.ParentContact, SevContactXml.Write);
        xml.Many("File", value.Files, Write);
    }

    private static SevAddressee ReadAddressee(SevElementReader xml) => new()
    {
        Contact = xml.Optional("Contact", SevContactXml.ReadContact),
        PrivatePerson = xml.Optional("PrivatePerson", SevContactXml.ReadPrivatePerson),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevAddressee value)
    {
        xml.Optional("Contact", value.Contact, SevContactXml.Write);
        xml.Optional("PrivatePerson", value.PrivatePerson, SevContactXml.Write);
    }

    private static SevDocumentWriter ReadDocumentWriter(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        AdditionalText = xml.OptionalChild("AddInfo"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevDocumentWriter value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("AddInfo", value.AdditionalText);
    }

    private static SevAdditionalField ReadAdditionalField(SevElementReader xml) => new()
    {
        Name = xml.Attribute("Name"),
        Type = xml.Attribute<SevAdditionalFieldType>("Type", SevValue.Word),
        Value = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevAdditionalField value)
    {
        xml.Attribute("Name", value.Name);
        xml.Attribute("Type", SevValue.Text<SevAdditionalFieldType>(value.Type));
        xml.Text(value.Value);
    }

    private static SevLink ReadLink(SevElementReader xml) => new()
    {
        LinkType = xml.One("LinkType", SevContactXml.ReadTerm),
        DocumentId = xml.OptionalAttribute("DocumentID"),
        Description = xml.OptionalAttribute("Description"),
        Url = xml.OptionalAttribute("URLString"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevLink value)
    {
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Attribute("Description", value.Description);
        xml.Attribute("URLString", value.Url);
        xml.One("LinkType", value.LinkType, SevContactXml.Write);
    }
}
