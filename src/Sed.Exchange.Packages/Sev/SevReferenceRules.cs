namespace Sed.Exchange.Packages.Sev;

/// <summary>What points from one place of a passport to a document or task in another: DocumentID and TaskID.</summary>
internal static class SevReferenceRules
{
    /// <summary>Adds faults for a passport that is valid by schema.</summary>
    public static void Check(SevDocumentPassport passport, PackageFaultList faults)
    {
        var documents = Ids(passport.Documents.Select(document => document.DocumentId), "Document/@DocumentID", faults);
        var tasks = Ids(passport.Tasks.Select(task => task.TaskId), "Task/@TaskID", faults);
        if (ToDocuments(passport).Any(id => id is not null && !documents.Contains(id)))
        {
            faults.Remark(PackageCodes.SevDanglingReference, "DocumentID");
        }

        if (ToTasks(passport).Any(id => id is not null && !tasks.Contains(id)))
        {
            faults.Remark(PackageCodes.SevDanglingReference, "TaskID");
        }

        CheckParents(passport.Tasks, faults);
    }

    private static HashSet<string> Ids(IEnumerable<string> ids, string place, PackageFaultList faults)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (!known.Add(id))
            {
                faults.Remark(PackageCodes.SevDuplicateId, place);
            }
        }

        return known;
    }

    private static IEnumerable<string?> ToDocuments(SevDocumentPassport passport)
    {
        var said = (passport as SevReport)?.Notification;
        return passport.Documents.SelectMany(document => document.Links.Select(link => link.DocumentId)
                .Concat(document.AccompanyingDocuments.Select(reference => reference.DocumentId)))
            .Concat(passport.Tasks.Select(task => task.Parent?.DocumentId))
            .Concat(said is null ? [] : said.Answers.Select(answer => answer.DocumentId))
            .Append(said?.Registration?.DocumentId)
            .Append(said?.SignInformation?.DocumentId)
            .Append(said?.Editing?.DocumentId)
            .Append(said?.ProjectRegistration?.DocumentId);
    }

    private static IEnumerable<string?> ToTasks(SevDocumentPassport passport)
    {
        var said = (passport as SevReport)?.Notification;
        return passport.Tasks.Select(task => task.Parent?.TaskId)
            .Concat(said is null ? [] : said.Considerations.Select(consideration => consideration.TaskId))
            .Concat(said is null ? [] : said.TaskReports.Select(report => report.TaskId));
    }

    // Each task is walked up once: those known to end somewhere are not walked again, however long the chain.
    private static void CheckParents(IReadOnlyList<SevTask> tasks, PackageFaultList faults)
    {
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            parents.TryAdd(task.TaskId, task.Parent?.TaskId);
        }

        var ended = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in parents.Keys)
        {
            var way = new HashSet<string>(StringComparer.Ordinal);
            for (var id = start; id is not null && !ended.Contains(id); id = parents.GetValueOrDefault(id))
            {
                if (!way.Add(id))
                {
                    faults.Remark(PackageCodes.SevTaskCycle, "Task/Parent/@TaskID");
                    break;
                }
            }

            ended.UnionWith(way);
        }
    }
}
