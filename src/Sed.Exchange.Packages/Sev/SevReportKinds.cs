namespace Sed.Exchange.Packages.Sev;

/// <summary>Says subscriptions and notifications in the kinds of reports that are asked for and owed.</summary>
internal static class SevReportKinds
{
    // Native senders subscribe to everything; about visas and signatures nothing can be said of a document that is no project.
    private const ReportKinds OfProjects =
        ReportKinds.VisaDirection | ReportKinds.SignDirection | ReportKinds.VisaInformation | ReportKinds.SignInformation | ReportKinds.ProjectRegistration;

    /// <summary>What the sender wants; null: nothing, or no subscription at all.</summary>
    /// <param name="asked">The passport's subscription.</param>
    /// <param name="isProject">The main document is a project: reports about visas and signatures count.</param>
    public static PackageSubscription? Wanted(SevSubscriptions? asked, bool isProject)
    {
        if (asked is null) return null;
        var kinds = If(asked.Reception, ReportKinds.Reception)
            | If(asked.Registration, ReportKinds.Registration)
            | If(asked.Forwarding, ReportKinds.Forwarding)
            | If(asked.Consideration, ReportKinds.Consideration)
            | If(asked.Report, ReportKinds.Execution)
            | If(asked.Redirection, ReportKinds.Redirection)
            | If(asked.Answer, ReportKinds.Answer)
            | If(asked.VisaDirection, ReportKinds.VisaDirection)
            | If(asked.SignDirection, ReportKinds.SignDirection)
            | If(asked.VisaInformation, ReportKinds.VisaInformation)
            | If(asked.SignInformation, ReportKinds.SignInformation)
            | If(asked.ProjectRegistration, ReportKinds.ProjectRegistration);
        if (!isProject) kinds &= ~OfProjects;
        return kinds == ReportKinds.None ? null : new PackageSubscription(kinds, Math.Clamp(asked.StopDayCount, SevSubscriptions.FewestDays, SevSubscriptions.MostDays));
    }

    /// <summary>What a report says, each event once, in the order of the format, with the kinds it pays.</summary>
    public static IReadOnlyList<PackageReport> Said(SevReport report) =>
        [.. SevEvents.Of(report.Notification).Select(said => new PackageReport(said, Paid(report, said), NumberOf(report, said)))];

    // The registered document and the answer stand in the report's own list; several answers in one report tell no single number.
    private static PackageNumber? NumberOf(SevReport report, ReportEvent said)
    {
        var named = said switch
        {
            ReportEvent.Registered => report.Notification.Registration?.DocumentId,
            ReportEvent.Answer when report.Notification.Answers is [var only] => only.DocumentId,
            _ => null,
        };
        return named is not null
            && report.Documents.FirstOrDefault(document => document.DocumentId == named)?.Registration is { Number: var number, Date: var date }
            && number.Trim() is { Length: > 0 and <= PackageNumber.MostLetters } written
                ? new PackageNumber(written, date)
                : null;
    }

    private static ReportKinds Paid(SevReport report, ReportEvent said) => said switch
    {
        ReportEvent.Reception => ReportKinds.Reception,
        ReportEvent.Registered or ReportEvent.RegistrationRefused => ReportKinds.Registration,
        ReportEvent.Answer => ReportKinds.Answer,
        ReportEvent.Progress => Progress(report),
        _ => ReportKinds.None,
    };

    private static ReportKinds Progress(SevReport report)
    {
        var said = report.Notification;
        return If(said.Forwardings.Count > 0, ReportKinds.Forwarding)
            | If(said.Considerations.Count > 0, ReportKinds.Consideration)
            | If(said.TaskReports.Count > 0, ReportKinds.Execution)
            | If(said.Redirections.Count > 0, ReportKinds.Redirection)
            | If(said.Directions.Any(direction => direction.Kind == SevVisaSign.Visa), ReportKinds.VisaDirection)
            | If(said.Directions.Any(direction => direction.Kind == SevVisaSign.Sign), ReportKinds.SignDirection)
            | If(said.ProjectRegistration is not null, ReportKinds.ProjectRegistration)
            | (said.SignInformation is { } result ? Results(report, result.DocumentId) : ReportKinds.None);
    }

    // One element for both: the approvals in the document it names tell which it is; without any it may be either.
    private static ReportKinds Results(SevReport report, string documentId)
    {
        var kinds = report.Documents.Where(document => document.DocumentId == documentId)
            .SelectMany(document => document.Approvals)
            .Aggregate(ReportKinds.None, (all, approval) =>
                all | (approval.Kind == SevVisaSign.Visa ? ReportKinds.VisaInformation : ReportKinds.SignInformation));
        return kinds == ReportKinds.None ? ReportKinds.VisaInformation | ReportKinds.SignInformation : kinds;
    }

    private static ReportKinds If(SevSubscription? asked, ReportKinds kind) => If(asked?.Include == true, kind);

    private static ReportKinds If(bool holds, ReportKinds kind) => holds ? kind : ReportKinds.None;
}
