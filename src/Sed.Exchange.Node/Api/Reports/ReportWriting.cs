using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>Writes a request that passed the rules as the passport of a СЭВ report.</summary>
/// <param name="subject">What it is about.</param>
/// <param name="basis">The report's own facts.</param>
/// <param name="files">Files that travel with it; null: none.</param>
/// <param name="idOf">GUID of a part of it that the installation gave none.</param>
internal sealed class ReportWriting(ReportSubject subject, SevReportBasis basis, SevFileLayout? files, Func<string, Guid> idOf)
{
    private const string OnlyTask = "1";
    private const string OnlyDocument = "1";

    private readonly SevDocInfo _about = subject.Passport;
    private readonly ReportContacts _contacts = subject.Contacts;

    /// <summary>The passport.</summary>
    public SevReport Write(ReportRequest request, SentAnswer? sent) => request switch
    {
        ReceptionRequest reception => SevReports.Reception(_about, basis, reception.Date),
        RegisteredRequest registered => SevReports.Registration(
            _about,
            basis,
            new SevRegisteredNumber { Number = registered.Number.Trim(), Date = registered.Date },
            registered.RegisteredAt ?? basis.Time,
            OnlyDocument,
            Term(registered.Group)),
        RefusedRequest refused => SevReports.Failure(_about, basis, Refusal(refused)),
        ForwardingRequest forwarding => SevReports.Forwarding(_about, basis, _contacts.Write(forwarding.Contact), forwarding.Date),
        ConsiderationRequest consideration => SevReports.Consideration(
            _about, basis, Resolution(consideration.Resolution), TaskOf(consideration.Task)?.Uid, files),
        ExecutionRequest execution => SevReports.Execution(_about, basis, Executed(execution), files),
        RedirectionRequest redirection => SevReports.Redirection(
            _about, basis, _contacts.Write(redirection.Contact), redirection.Date, new SevTerm { Text = redirection.DeliveryType.Trim() }),
        AnswerRequest answer => SevReports.Answer(
            _about,
            basis,
            sent is null ? Answer(answer.Answer!) : Answer(sent.Document),
            answer.Date ?? sent!.SentAt,
            new SevTerm { Text = Text(answer.DeliveryType) ?? "СЭВ" },
            files),
        _ => throw new InvalidOperationException(request.Event),
    };

    private static SevRefusal Refusal(RefusedRequest refused)
    {
        var refusal = refused.Faults is { Count: > 0 } faults
            ? SevRefusal.Because(faults.Select(fault => new SevRefusalFault(fault.Code ?? SevRefusal.ByDecision, fault.Text.Trim())))
            : SevRefusal.Because(refused.Reason!.Trim());
        return Text(refused.Decision) is { } decision ? refusal with { Decision = decision } : refusal;
    }

    private SevTask Resolution(ReportResolution given) => new()
    {
        Uid = Text(given.Uid) ?? SevIndex.Text(idOf("resolution")),
        TaskId = OnlyTask,
        Type = given.Type ?? SevTaskType.Resolution,
        Privacy = given.Confidential ?? false,
        Number = Text(given.Number),
        Author = new SevTaskAuthor { Contact = _contacts.Write(given.Author), SignDate = given.Date },
        Text = Text(given.Text),
        Files = files?.Files ?? [],
        Executors =
        [
            .. (given.Executors ?? []).Select(executor => new SevExecutor
            {
                Contact = _contacts.Write(executor.Contact),
                Responsible = executor.Responsible ?? false,
            }),
        ],
        Control = Control(given.Control),
        Note = Text(given.Note),
        Category = Term(given.Category),
        IsProject = false,
    };

    private SevTaskControl? Control(ReportControl? given) => given is null ? null : new SevTaskControl
    {
        // Version 12 cannot do without.
        State = given.State ?? SevControlState.UnderControl,
        Contact = given.Controller is null ? null : _contacts.Write(given.Controller),
        Deadline = given.Deadline,
        Summary = Text(given.Summary),
        FactDate = given.FactDate,
        Resume = Text(given.Resume),
    };

    // The sender's own task comes back with what was done; its files and what it belonged to stand in the sender's message, not in this one.
    private SevTask Executed(ExecutionRequest given)
    {
        var task = TaskOf(given.Task)!;
        var known = task.Executors.Where(executor => _contacts.IsReporter(executor.Contact)).OrderByDescending(executor => executor.Responsible).FirstOrDefault();
        var control = task.Control is null && given.FactDate is null ? null : task.Control ?? new SevTaskControl();
        return task with
        {
            TaskId = OnlyTask,
            Files = [],
            Parent = null,
            Executors =
            [
                new SevExecutor
                {
                    Uid = given.Executor is null ? known?.Uid : null,
                    Responsible = known?.Responsible ?? true,
                    Contact = given.Executor is { } executor ? _contacts.Write(executor) : known?.Contact ?? _contacts.Reporter,
                    Text = given.Text.Trim(),
                    Date = SevTime.From(given.Date),
                    Status = Term(given.Status),
                    Files = files?.Files ?? [],
                },
            ],
            Control = control is null ? null : control with
            {
                State = control.State ?? (control.Deadline is null ? SevControlState.NoControl : SevControlState.UnderControl),
                FactDate = given.FactDate ?? control.FactDate,
            },
        };
    }

    private SevDocument Answer(ReportAnswer given)
    {
        var number = new SevRegisteredNumber { Number = given.Number.Trim(), Date = given.Date };
        return new SevDocument
        {
            Uid = Text(given.Uid) ?? SevIndex.Text(idOf("answer")),
            DocumentId = OnlyDocument,
            Type = SevDocumentType.Created,
            MainDocument = false,
            Registration = number,
            Group = Term(given.Group),
            Access = Term(given.Access),
            Consists = Text(given.Consists),
            Annotation = Text(given.Annotation),
            Authors = [new SevAuthor { Contact = given.Author is null ? _contacts.Reporter : _contacts.Write(given.Author), Registration = number }],
        };
    }

    // Its card as it was sent. What points to other parts of that message would point to nothing here.
    private static SevDocument Answer(SevDocument sent) => sent with
    {
        DocumentId = OnlyDocument,
        MainDocument = false,
        Files = [],
        Approvals = [],
        Links = [.. sent.Links.Select(link => link with { DocumentId = null })],
        AccompanyingDocuments = [],
    };

    private SevTask? TaskOf(string? uid) => Text(uid) is { } given ? ReportRules.FindTask(_about, given) : null;

    private static SevTerm? Term(string? text) => Text(text) is { } given ? new SevTerm { Text = given } : null;

    private static string? Text(string? text) => ReportContacts.Text(text);
}
