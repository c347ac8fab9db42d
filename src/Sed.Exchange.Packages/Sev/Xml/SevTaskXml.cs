namespace Sed.Exchange.Packages.Sev;

/// <summary>Tasks, element by element in the order of the format; read and write side by side.</summary>
internal static class SevTaskXml
{
    public static SevTask ReadTask(SevElementReader xml) => new()
    {
        Uid = xml.Attribute("UID"),
        TaskId = xml.Attribute("TaskID"),
        Type = xml.Attribute<SevTaskType>("Type", SevValue.Word),
        Privacy = xml.Attribute<bool>("Privacy", SevValue.Boolean),
        Number = xml.OptionalChild("Number"),
        Author = xml.Optional("Author", ReadAuthor),
        Text = xml.OptionalChild("Text"),
        Files = xml.Many("File", SevDocumentXml.ReadFile),
        Executors = xml.Many("Executor", ReadExecutor),
        Control = xml.Optional("Control", ReadControl),
        Note = xml.OptionalChild("Note"),
        Category = xml.Optional("Category", SevContactXml.ReadTerm),
        Parent = xml.Optional("Parent", ReadParent),
        IsProject = xml.Child<bool>("IsProject", SevValue.Boolean),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevTask value)
    {
        xml.CardId("UID", value.Uid);
        xml.Attribute("TaskID", value.TaskId);
        xml.Attribute("Type", SevValue.Text<SevTaskType>(value.Type));
        xml.Attribute("Privacy", SevValue.Text(value.Privacy));
        xml.Child("Number", value.Number);
        xml.Optional("Author", value.Author, Write);
        xml.Child("Text", value.Text);
        xml.Many("File", value.Files, SevDocumentXml.Write);
        xml.Many("Executor", value.Executors, Write);
        xml.Optional("Control", value.Control, Write);
        xml.Child("Note", value.Note);
        xml.Optional("Category", value.Category, SevContactXml.Write);
        xml.Optional("Parent", value.Parent, Write);
        xml.Child("IsProject", SevValue.Text(value.IsProject));
    }

    private static SevTaskAuthor ReadAuthor(SevElementReader xml) => new()
    {
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        SignDate = xml.Child<DateOnly>("SignDate", SevValue.Date),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevTaskAuthor value)
    {
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("SignDate", SevValue.Text(value.SignDate));
    }

    private static SevExecutor ReadExecutor(SevElementReader xml) => new()
    {
        Uid = xml.OptionalAttribute("UID"),
        Responsible = xml.Attribute<bool>("Responsible", SevValue.Boolean),
        Contact = xml.One("Contact", SevContactXml.ReadContact),
        Text = xml.OptionalChild("Text"),
        Date = xml.OptionalChild<SevTime>("Date", SevValue.Time),
        Status = xml.Optional("Status", SevContactXml.ReadTerm),
        Files = xml.Many("File", SevDocumentXml.ReadFile),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevExecutor value)
    {
        xml.CardId("UID", value.Uid);
        xml.Attribute("Responsible", SevValue.Text(value.Responsible));
        xml.One("Contact", value.Contact, SevContactXml.Write);
        xml.Child("Text", value.Text);
        xml.Child("Date", SevValue.Text(xml.Zoned(value.Date)));
        xml.Optional("Status", value.Status, SevContactXml.Write);
        xml.Many("File", value.Files, SevDocumentXml.Write);
    }

    private static SevTaskControl ReadControl(SevElementReader xml) => new()
    {
        State = xml.OptionalAttribute<SevControlState>("State", SevValue.Word),
        Contact = xml.Optional("Contact", SevContactXml.ReadContact),
        Deadline = xml.OptionalChild<DateOnly>("Deadline", SevValue.Date),
        Summary = xml.OptionalChild("Summary"),
        FactDate = xml.OptionalChild<DateOnly>("FactDate", SevValue.Date),
        Resume = xml.OptionalChild("Resume"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevTaskControl value)
    {
        xml.Attribute("State", SevValue.Text(value.State));
        xml.Optional("Contact", value.Contact, SevContactXml.Write);
        xml.Child("Deadline", SevValue.Text(value.Deadline));
        xml.Child("Summary", value.Summary);
        xml.Child("FactDate", SevValue.Text(value.FactDate));
        xml.Child("Resume", value.Resume);
    }

    private static SevTaskParent ReadParent(SevElementReader xml) => new()
    {
        DocumentId = xml.OptionalAttribute("DocumentID"),
        TaskId = xml.OptionalAttribute("TaskID"),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevTaskParent value)
    {
        xml.Attribute("DocumentID", value.DocumentId);
        xml.Attribute("TaskID", value.TaskId);
    }
}
