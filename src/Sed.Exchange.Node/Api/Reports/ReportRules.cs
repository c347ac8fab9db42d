using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>What a request must hold besides its shape: it must fit the document, the directory, its files and itself.</summary>
internal static class ReportRules
{
    private const int NoAuthor = SevRefusal.NoAuthor;

    /// <summary>Adds everything wrong, and what is unusual.</summary>
    /// <param name="request">Right in its shape.</param>
    /// <param name="files">Files that travel with it.</param>
    /// <param name="subject">The document.</param>
    /// <param name="sent">The answer it names by message id; null: there is none.</param>
    /// <param name="now">The time, for the days of the subscription.</param>
    /// <param name="faults">Takes faults and remarks.</param>
    public static void Check(
        ReportRequest request, IReadOnlyList<PackageFile> files, ReportSubject subject, SentAnswer? sent, DateTimeOffset now, ReportFaults faults)
    {
        switch (request)
        {
            case RefusedRequest refused:
                CheckRefusal(refused, subject.Passport, faults);
                break;
            case ForwardingRequest forwarding:
                subject.Contacts.Check(forwarding.Contact, "contact", faults);
                break;
            case ConsiderationRequest consideration:
                CheckTask(consideration.Task, subject.Passport, faults);
                CheckResolution(consideration.Resolution, subject.Contacts, faults);
                break;
            case ExecutionRequest execution:
                CheckTask(execution.Task, subject.Passport, faults);
                subject.Contacts.Check(execution.Executor, "executor", faults);
                break;
            case RedirectionRequest redirection:
                subject.Contacts.Check(redirection.Contact, "contact", faults, namesOrganisation: true);
                break;
            case AnswerRequest answer:
                CheckAnswer(answer, sent, subject.Contacts, faults);
                break;
        }

        CheckFiles(request, files, faults);
        Remark(request, subject, now, faults);
    }

    private static void CheckRefusal(RefusedRequest refused, SevDocInfo passport, ReportFaults faults)
    {
        var hasReason = ReportContacts.Text(refused.Reason) is not null;
        var hasFaults = refused.Faults is { Count: > 0 };
        if (!hasReason && !hasFaults) faults.Refuse(ReportCodes.FieldMissing, "reason");
        if (hasReason && hasFaults) faults.Refuse(ReportCodes.FieldChoice, "reason or faults");
        var authors = passport.FindMainDocument().Authors;
        foreach (var (fault, index) in (refused.Faults ?? []).Select((fault, index) => (fault, index)))
        {
            if (fault.Code < 0) faults.Refuse(ReportCodes.FieldValue, $"faults[{index}].code: 0 or more");
            if (fault.Code == NoAuthor && authors.Count > 0) faults.Refuse(ReportCodes.RefusalCode, $"faults[{index}].code");
        }
    }

    private static void CheckTask(string? uid, SevDocInfo passport, ReportFaults faults)
    {
        if (ReportContacts.Text(uid) is not null && FindTask(passport, uid!) is null)
            faults.Refuse(ReportCodes.TaskUnknown, $"task: {passport.Tasks.Count} in the document");
    }

    /// <summary>The sender's task with this UID; GUIDs are the same in either form.</summary>
    public static SevTask? FindTask(SevDocInfo passport, string uid) => passport.Tasks.FirstOrDefault(task => SevIndex.Key(task.Uid) == SevIndex.Key(uid));

    private static void CheckResolution(ReportResolution resolution, ReportContacts contacts, ReportFaults faults)
    {
        contacts.Check(resolution.Author, "resolution.author", faults);
        contacts.Check(resolution.Control?.Controller, "resolution.control.controller", faults);
        foreach (var (executor, index) in (resolution.Executors ?? []).Select((executor, index) => (executor, index)))
            contacts.Check(executor.Contact, $"resolution.executors[{index}].contact", faults);
        if (resolution.Type == SevTaskType.Point && ReportContacts.Text(resolution.Number) is null) faults.Refuse(ReportCodes.FieldMissing, "resolution.number");
    }

    private static void CheckAnswer(AnswerRequest answer, SentAnswer? sent, ReportContacts contacts, ReportFaults faults)
    {
        if (answer is { MessageId: null, Answer: null }) faults.Refuse(ReportCodes.FieldMissing, "answer");
        if (answer is { MessageId: not null, Answer: not null }) faults.Refuse(ReportCodes.FieldChoice, "answer or messageId");
        if (answer.MessageId is { } id)
        {
            if (sent is null) faults.Refuse(ReportCodes.AnswerUnknown, $"messageId: {id}");
            return;
        }

        if (answer.Date is null) faults.Refuse(ReportCodes.FieldMissing, "date");
        if (ReportContacts.Text(answer.DeliveryType) is null) faults.Refuse(ReportCodes.FieldMissing, "deliveryType");
        contacts.Check(answer.Answer?.Author, "answer.author", faults);
    }

    private static void CheckFiles(ReportRequest request, IReadOnlyList<PackageFile> files, ReportFaults faults)
    {
        if (files.Count == 0) return;
        if (!request.TakesFiles)
        {
            faults.Refuse(ReportCodes.FilesNotTaken, $"{files.Count} with {request.Event}");
            return;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { SevReport.FileName, SevDocInfo.FileName };
        for (var index = 0; index < files.Count; index++)
        {
            if (!names.Add(files[index].Name)) faults.Refuse(ReportCodes.FileName, $"file {index + 1}");
        }
    }

    // The format does not forbid telling what was not asked; a registry that says more than it must is told so and let be.
    private static void Remark(ReportRequest request, ReportSubject subject, DateTimeOffset now, ReportFaults faults)
    {
        var asked = subject.Passport.Subscriptions;
        var wanted = asked is null ? null : request switch
        {
            ReceptionRequest => asked.Reception,
            RegisteredRequest or RefusedRequest => asked.Registration,
            ForwardingRequest => asked.Forwarding,
            ConsiderationRequest => asked.Consideration,
            ExecutionRequest => asked.Report,
            RedirectionRequest => asked.Redirection,
            AnswerRequest => asked.Answer,
            _ => throw new InvalidOperationException(request.Event),
        };
        if (wanted?.Include != true) faults.Remark(ReportCodes.NotAskedFor, asked is null ? "no Subscriptions" : request.Event);
        else if (now >= subject.Until) faults.Remark(ReportCodes.AfterItsDays, $"StopDayCount {asked!.StopDayCount}");
    }
}
