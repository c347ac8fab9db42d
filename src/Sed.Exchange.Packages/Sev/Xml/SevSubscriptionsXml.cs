namespace Sed.Exchange.Packages.Sev;

/// <summary>Subscriptions, element by element in the order of the format; read and write side by side.</summary>
internal static class SevSubscriptionsXml
{
    public static SevSubscriptions ReadSubscriptions(SevElementReader xml) => new()
    {
        StopDayCount = xml.Attribute<int>("StopDayCount", SevValue.Int),
        Reception = xml.One("Reception", ReadSubscription),
        Registration = xml.One("Registration", ReadSubscription),
        Forwarding = xml.One("Forwarding", ReadSubscription),
        Consideration = xml.One("Consideration", ReadSubscription),
        TaskDecoration = xml.Optional("TaskDecoration", ReadTaskDecoration),
        Report = xml.One("Report", ReadSubscription),
        Redirection = xml.One("Redirection", ReadSubscription),
        Answer = xml.One("Answer", ReadSubscription),
        VisaDirection = xml.Optional("VisaDirection", ReadSubscription),
        SignDirection = xml.Optional("SignDirection", ReadSubscription),
        VisaInformation = xml.Optional("VisaInformation", ReadSubscription),
        SignInformation = xml.Optional("SignInformation", ReadSubscription),
        ProjectRegistration = xml.Optional(SevNames.Ext2018 + "ProjectRegistrationSubscription", ReadSubscription),
        Foreign = xml.Foreign(),
    };

    public static void Write(SevElementWriter xml, SevSubscriptions value)
    {
        xml.Attribute("StopDayCount", SevValue.Text(value.StopDayCount));
        xml.One("Reception", value.Reception, Write);
        xml.One("Registration", value.Registration, Write);
        xml.One("Forwarding", value.Forwarding, Write);
        xml.One("Consideration", value.Consideration, Write);
        xml.Optional("TaskDecoration", value.TaskDecoration, Write);
        xml.One("Report", value.Report, Write);
        xml.One("Redirection", value.Redirection, Write);
        xml.One("Answer", value.Answer, Write);
        xml.Optional("VisaDirection", value.VisaDirection, Write);
        xml.Optional("SignDirection", value.SignDirection, Write);
        xml.Optional("VisaInformation", value.VisaInformation, Write);
        xml.Optional("SignInformation", value.SignInformation, Write);
        xml.Extension(SevNames.Ext2018 + "ProjectRegistrationSubscription", value.ProjectRegistration, Write);
    }

    private static SevSubscription ReadSubscription(SevElementReader xml) => new()
    {
        Include = xml.Attribute<bool>("Include", SevValue.Boolean),
        Advance = xml.OptionalAttribute<SevAdvance>("AdvanceInfo", SevValue.Word),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevSubscription value)
    {
        xml.Attribute("Include", SevValue.Text(value.Include));
        xml.Attribute("AdvanceInfo", SevValue.Text(value.Advance));
    }

    private static SevTaskDecoration ReadTaskDecoration(SevElementReader xml) => new()
    {
        Text = xml.One("Text", ReadSubscription),
        Category = xml.One("Category", ReadSubscription),
        Note = xml.One("Note", ReadSubscription),
        ControlState = xml.One("ControlState", ReadSubscription),
        PlanDate = xml.One("PlanDate", ReadSubscription),
        Controller = xml.One("Controller", ReadSubscription),
        Summary = xml.One("Summary", ReadSubscription),
        FactDate = xml.One("FactDate", ReadSubscription),
        Status = xml.One("Status", ReadSubscription),
        Resume = xml.One("Resume", ReadSubscription),
        Executor = xml.One("Executor", ReadSubscription),
        ExecutorReport = xml.One("ExecutorReport", ReadSubscription),
        Foreign = xml.Foreign(),
    };

    private static void Write(SevElementWriter xml, SevTaskDecoration value)
    {
        xml.One("Text", value.Text, Write);
        xml.One("Category", value.Category, Write);
        xml.One("Note", value.Note, Write);
        xml.One("ControlState", value.ControlState, Write);
        xml.One("PlanDate", value.PlanDate, Write);
        xml.One("Controller", value.Controller, Write);
        xml.One("Summary", value.Summary, Write);
        xml.One("FactDate", value.FactDate, Write);
        xml.One("Status", value.Status, Write);
        xml.One("Resume", value.Resume, Write);
        xml.One("Executor", value.Executor, Write);
        xml.One("ExecutorReport", value.ExecutorReport, Write);
    }
}
