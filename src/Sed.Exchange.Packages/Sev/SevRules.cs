namespace Sed.Exchange.Packages.Sev;

/// <summary>What the format demands of a passport and no schema can say.</summary>
internal static class SevRules
{
    /// <summary>Adds faults for a passport that is valid by schema.</summary>
    public static void Check(SevPassport passport, PackageFaultList faults)
    {
        SevResourceRules.Check(passport, faults);
        switch (passport)
        {
            case SevDocInfo document:
                SevReferenceRules.Check(document, faults);
                CheckDocument(document, faults);
                CheckCards(document, faults);
                break;
            case SevReport report:
                SevReferenceRules.Check(report, faults);
                CheckReport(report, faults);
                CheckCards(report, faults);
                break;
            case SevSyncInfo { Departments: null } or SevSyncReport { Departments: null }:
                faults.Remark(PackageCodes.SevHeaderAlone, "SyncDepartments");
                break;
        }

        if (passport.Header.MessageType == SevMessageType.Other)
        {
            faults.Remark(PackageCodes.SevMessageType, "Header/@MessageType");
        }
    }

    private static void CheckDocument(SevDocInfo passport, PackageFaultList faults)
    {
        if (passport.Header.MessageType is not (SevMessageType.MainDoc or SevMessageType.AddToDoc))
        {
            faults.Refuse(PackageCodes.SevMessageType, $"DocInfo/Header/@MessageType={passport.Header.MessageType}");
        }

        var mains = passport.Documents.Count(document => document.MainDocument);
        if (mains != 1)
        {
            faults.Remark(PackageCodes.SevMainDocument, $"MainDocument: {mains}");
        }

        var main = passport.FindMainDocument();
        if (string.IsNullOrWhiteSpace(main.Uid))
        {
            faults.Remark(PackageCodes.SevDocumentWithoutUid, "Document/@UID");
        }

        if (main.Authors.Count == 0 || main.Authors.Any(author => author.Contact is null == author.PrivatePerson is null))
        {
            faults.Remark(PackageCodes.SevAuthor, "Document/Author");
        }

        if (main.Type == SevDocumentType.Project && (main.Version is null || string.IsNullOrWhiteSpace(main.VersionUid)))
        {
            faults.Remark(PackageCodes.SevProject, "Document/@VersionUID");
        }

        if (passport.Subscriptions is { StopDayCount: < SevSubscriptions.FewestDays or > SevSubscriptions.MostDays })
        {
            faults.Remark(PackageCodes.SevStopDays, "Subscriptions/@StopDayCount");
        }
    }

    private static void CheckCards(SevDocumentPassport passport, PackageFaultList faults)
    {
        foreach (var document in passport.Documents)
        {
            if (document.Addressees.Any(addressee => addressee.Contact is null == addressee.PrivatePerson is null))
            {
                faults.Remark(PackageCodes.SevAddressee, "Document/Addressee");
            }

            if (document.Type != SevDocumentType.Project
                && (document.Status is not null || document.Version is not null || document.VersionUid is not null || document.Approvals.Count > 0))
            {
                faults.Remark(PackageCodes.SevProject, "Document");
            }
        }

        if (passport.Tasks.Any(task => task.IsProject))
        {
            faults.Remark(PackageCodes.SevTaskProject, "Task/IsProject");
        }
    }

    private static void CheckReport(SevReport passport, PackageFaultList faults)
    {
        var type = passport.Header.MessageType;
        var said = passport.Notification;
        if (type is SevMessageType.MainDoc or SevMessageType.AddToDoc)
        {
            faults.Refuse(PackageCodes.SevMessageType, $"Report/Header/@MessageType={type}");
        }
        else if (type == SevMessageType.Reception && said.Reception is null)
        {
            faults.Refuse(PackageCodes.SevReceptionWithoutTime, "Notification/Reception");
        }
        else if (type == SevMessageType.Failure && said.Failure is null)
        {
            faults.Refuse(PackageCodes.SevFailureWithoutReason, "Notification/Failure");
        }

        CheckEventsOfTheirType(type, said, faults);
        if (SevEvents.Of(said).Count == 0)
        {
            faults.Remark(PackageCodes.SevNoEvent, "Notification");
        }

        if (passport.Header.FindReturnCode() is null && string.IsNullOrWhiteSpace(said.InitialDocument.Uid))
        {
            faults.Remark(PackageCodes.SevReportUnmatched, "Notification/InitialDoc");
        }

        if (said.Registration is { DocumentId: null } or { SystemDate: null }
            || said.Considerations.Any(consideration => consideration.TaskId is null)
            || said.TaskReports.Any(report => report.TaskId is null))
        {
            faults.Remark(PackageCodes.SevReportAttributeAbsent, "Notification");
        }
    }

    private static void CheckEventsOfTheirType(SevMessageType type, SevNotification said, PackageFaultList faults)
    {
        if (said.Reception is not null && type != SevMessageType.Reception)
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification/Reception");
        }

        if (said.Failure is not null && type != SevMessageType.Failure)
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification/Failure");
        }

        var alone = type switch
        {
            SevMessageType.Reception => ReportEvent.Reception,
            SevMessageType.Failure => ReportEvent.RegistrationRefused,
            _ => (ReportEvent?)null,
        };
        if (alone is not null && SevEvents.Of(said).Any(word => word != alone && word is not (ReportEvent.Reception or ReportEvent.RegistrationRefused)))
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification");
        }

        if (said.Editing is null == (type == SevMessageType.Editing))
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification/Editing");
        }
    }
}
