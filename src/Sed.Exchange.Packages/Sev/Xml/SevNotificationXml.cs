namespace Sed.Exchange.Packages.Sev;

/// <summary>Notifications, element by element in the order of the format; read and write side by side.</summary>
internal static class SevNotificationXml
{
    public static SevNotification ReadNotification(SevElementReader xml) => new()
    {
        InitialDocument = xml.One("InitialDoc", ReadInitialDocument),
        Reception = xml.OptionalChild<SevTime>("Reception", SevValue.Time),
        Failure = xml.Optional("Failure", ReadFailure),
        Registration = xml.Optional("Registration", ReadRegistration),
        Forwardings = xml.Many("Forwarding", ReadForwarding),
        Considerations = xml.Many("Consideration", ReadConsideration),
        TaskReports = xml.Many("Report", ReadTaskReport),
        Redirections = xml.Many("Redirection", ReadRedirection),
        Answers = xml.Many("Answer", ReadAnswer),
        Directions = xml.Many("Direction", ReadDirection),
        SignInformation = xml.Optional("SignInformation", SevDocumentXml.ReadReference),
        Editing = xml.Optional(SevNames.Ext2016 + "Editing", ReadEditing),
        ProjectRegistration = xml.Optional(SevNames.Ext2018 + "ProjectRegistrationNotification", SevDocumentXml.ReadReference),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevNotification value)
    {
        xml.One("InitialDoc", value.InitialDocument, Write);
        xml.Child("Reception", xml.Zoned(value.Reception)?.ToLongString());
        xml.Optional("Failure", value.Failure, Write);

        // Registration, Consideration and Report say something even when the schema's optional attributes are absent.
        if (value.Registration is { } registration)
        {
            xml.One("Registration", registration, Write);
        }

        xml.Many("Forwarding", value.Forwardings, Write);
        xml.Many("Consideration", value.Considerations, Write, required: true);
        xml.Many("Report", value.TaskReports, Write, required: true);
        xml.Many("Redirection", value.Redirections, Write);
        xml.Many("Answer", value.Answers, Write);
        xml.Many("Direction", value.Directions, Write);
        xml.Optional("SignInformation", value.SignInformation, SevDocumentXml.Write);
        xml.Extension(SevNames.Ext2016 + "Editing", value.Editing, Write);
        xml.Extension(SevNames.Ext2018 + "ProjectRegistrationNotification", value.ProjectRegistration, SevDocumentXml.Write);
    }

    private static SevInitialDocument ReadInitialDocument(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        VersionUid = xml.OptionalAttribute("VersionUID"),
        Number = xml.Child("Number"),
        Date = xml.Child<DateOnly>("Date", SevValue.Date),
        Group = xml.Optional("Group", SevContactXml.ReadTerm),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevInitialDocument value)
    {
        xml.Attribute("UID", value.Uid);
        xml.Attribute("VersionUID", value.VersionUid);
        xml.Child("Number", value.Number, required: true);
        xml.Child("Date", SevValue.Text(value.Date));
        xml.Optional("Group", value.Group, SevContactXml.Write);
    }

    private static SevFailure ReadFailure(SevElementReader xml) => new()
    {
        Code = xml.Attribute<int>("Code", SevValue.Int),
        Text = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevFailure value)
    {
        xml.Attribute("Code", SevValue.Text(value.Code));
        xml.Text(value.Text);
    }

    private static SevRegistration ReadRegistration(SevElementReader xml) => new()
    {
        DocumentId = xml.OptionalAttribute("DocumentID"),
        SystemDate = xml.OptionalAttribute<SevTime>("SystemDate", SevValue.Time),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevRegistration value)
    {
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Attribute("SystemDate", SevValue.Text(xml.Zoned(value.SystemDate)));
    }

    private static SevForwarding ReadForwarding(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        Date = xml.Child<SevTime>("Date", SevValue.Time),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevForwarding value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("Date", SevValue.Text(xml.Zoned(value.Date)));
    }

    private static SevConsideration ReadConsideration(SevElementReader xml) => new()
    {
        TaskId = xml.OptionalAttribute("TaskID"),
        InitialTaskUid = xml.OptionalAttribute("InitialTaskUID"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevConsideration value)
    {
        xml.Attribute("TaskID", value.TaskId);
        xml.Attribute("InitialTaskUID", value.InitialTaskUid);
    }

    private static SevTaskReport ReadTaskReport(SevElementReader xml) => new()
    {
        TaskId = xml.OptionalAttribute("TaskID"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevTaskReport value) => xml.Attribute("TaskID", value.TaskId);

    private static SevRedirection ReadRedirection(SevElementReader xml) => new()
    {
        Contact = xml.Optional("Contact", SevContactXml.ReadContact),
        PrivatePerson = xml.Optional("PrivatePerson", SevContactXml.ReadPrivatePerson),
        Date = xml.Child<SevTime>("Date", SevValue.Time),
        DeliveryType = xml.One("Type", SevContactXml.ReadTerm),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevRedirection value)
    {
        xml.Optional("Contact", value.Contact, SevContactXml.Write);
        xml.Optional("PrivatePerson", value.PrivatePerson, SevContactXml.Write);
        xml.Child("Date", SevValue.Text(xml.Zoned(value.Date)));
        xml.One("Type", value.DeliveryType, SevContactXml.Write);
    }

    private static SevAnswer ReadAnswer(SevElementReader xml) => new()
    {
        DocumentId = xml.Attribute("DocumentID"),
        Date = xml.Child<SevTime>("Date", SevValue.Time),
        DeliveryType = xml.One("Type", SevContactXml.ReadTerm),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevAnswer value)
    {
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Child("Date", SevValue.Text(xml.Zoned(value.Date)));
        xml.One("Type", value.DeliveryType, SevContactXml.Write);
    }

    private static SevDirection ReadDirection(SevElementReader xml) => new()
    {
        Kind = xml.Attribute<SevVisaSign>("VisaSign", SevValue.Word),
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        Date = xml.Child<SevTime>("Date", SevValue.Time),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevDirection value)
    {
        xml.Attribute("VisaSign", SevValue.Text<SevVisaSign>(value.Kind));
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("Date", SevValue.Text(xml.Zoned(value.Date)));
    }

    private static SevEditing ReadEditing(SevElementReader xml) => new()
    {
        DocumentId = xml.Attribute("DocumentID"),
        Text = xml.Text(),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevEditing value)
    {
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Text(value.Text);
    }
}
