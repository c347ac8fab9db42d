namespace Sed.Exchange.Packages.Sev;

/// <summary>What the format demands of a passport and no schema can say.</summary>
internal static class SevRules
{
    /// <summary>Adds faults for a passport that is valid by schema.</summary>
    public static void Check(SevPassport passport, PackageFaultList faults)
    {
        CheckResources(passport, faults);
        CheckReferences(passport, faults);
        switch (passport)
        {
            case SevDocInfo document:
                CheckDocument(document, faults);
                break;
            case SevReport report:
                CheckReport(report, faults);
                break;
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

        if (said.Reception is not null && type != SevMessageType.Reception)
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification/Reception");
        }

        if (said.Failure is not null && type != SevMessageType.Failure)
        {
            faults.Remark(PackageCodes.SevEventOfOtherType, "Notification/Failure");
        }

        if (SevEvents.Of(said).Count == 0)
        {
            faults.Remark(PackageCodes.SevNoEvent, "Notification");
        }

        if (said.Registration is { DocumentId: null } or { SystemDate: null }
            || said.Considerations.Any(consideration => consideration.TaskId is null)
            || said.TaskReports.Any(report => report.TaskId is null))
        {
            faults.Remark(PackageCodes.SevReportAttributeAbsent, "Notification");
        }
    }

    private static void CheckResources(SevPassport passport, PackageFaultList faults)
    {
        var resources = passport.Header.Resources;
        var used = new HashSet<string> { SevResources.Key(passport.Header.ResourceId) };
        foreach (var file in passport.AllFiles())
        {
            used.Add(SevResources.Key(file.ResourceId));
            used.UnionWith(file.Signatures.Select(signature => SevResources.Key(signature.ResourceId)));
        }

        var keys = new HashSet<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < resources.Count; index++)
        {
            var key = SevResources.Key(resources[index].Uid);
            if (!keys.Add(key) | !names.Add(resources[index].UniqueName))
            {
                faults.Refuse(PackageCodes.SevDuplicateResource, $"Resource[{index + 1}]");
            }

            if (!used.Contains(key))
            {
                faults.Remark(PackageCodes.SevResourceUnused, $"Resource[{index + 1}]");
            }
        }

        var own = SevResources.Key(passport.Header.ResourceId);
        foreach (var key in used.Where(key => !keys.Contains(key)))
        {
            if (key == own)
            {
                faults.Remark(PackageCodes.SevPassportNotListed, "Header/ResourceList");
            }
            else
            {
                faults.Refuse(PackageCodes.SevDanglingResource, $"ResourceID={key}");
            }
        }
    }

    private static void CheckReferences(SevPassport passport, PackageFaultList faults)
    {
        var documents = passport.Documents.Select(document => document.DocumentId).ToHashSet(StringComparer.Ordinal);
        var tasks = passport.Tasks.Select(task => task.TaskId).ToHashSet(StringComparer.Ordinal);
        var said = (passport as SevReport)?.Notification;
        var toDocuments = passport.Documents.SelectMany(document => document.Links.Select(link => link.DocumentId)
                .Concat(document.AccompanyingDocuments.Select(reference => reference.DocumentId)))
            .Concat(passport.Tasks.Select(task => task.Parent?.DocumentId))
            .Concat(said is null ? [] : said.Answers.Select(answer => answer.DocumentId))
            .Append(said?.Registration?.DocumentId)
            .Append(said?.SignInformation?.DocumentId);
        var toTasks = passport.Tasks.Select(task => task.Parent?.TaskId)
            .Concat(said is null ? [] : said.Considerations.Select(consideration => consideration.TaskId))
            .Concat(said is null ? [] : said.TaskReports.Select(report => report.TaskId));
        if (toDocuments.Any(id => id is not null && !documents.Contains(id)))
        {
            faults.Remark(PackageCodes.SevDanglingReference, "DocumentID");
        }

        if (toTasks.Any(id => id is not null && !tasks.Contains(id)))
        {
            faults.Remark(PackageCodes.SevDanglingReference, "TaskID");
        }
    }
}
