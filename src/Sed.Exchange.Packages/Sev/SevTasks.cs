using System.Text;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Tasks of a passport as neutral facts. In a document every task is given. In a report the tasks that Notification/Report names are the
/// addressee's and reported about; those that Consideration names, and what stands under them, are the reporter's own; others only accompany.
/// </summary>
public static class SevTasks
{
    /// <summary>Tasks of a passport that are told on. Real ones have a few; without an end, one passport could fill a journal in one commit.</summary>
    private const int Most = 200;

    /// <summary>Executors of all tasks together that are told on: more than two tasks for every seat of a region, and for the same reason.</summary>
    private const int MostExecutors = 5000;

    private const int LongestName = 200;

    /// <summary>
    /// The sender's zone: that of the header's time. A program that writes UTC says nothing about where its people look at the clock.
    /// </summary>
    internal static TimeSpan ZoneOf(SevPassport passport) => passport.Header.Time.Offset is { } offset && offset != TimeSpan.Zero ? offset : SevTime.UsualZone;

    /// <summary>The tasks of a document, in the order of the passport; projects are not transferred and left out.</summary>
    public static IReadOnlyList<PackageTask> Of(SevDocInfo passport)
    {
        var tasks = TasksOf(passport);
        var byId = tasks.ToDictionary(task => task.TaskId, StringComparer.Ordinal);
        var uids = UidsOf(tasks);
        var main = passport.FindMainDocument();
        var facts = new List<PackageTask>();
        PackageTaskReference? document = null;
        if (main.Control is { State: not SevControlState.NoControl } control)
        {
            document = new PackageTaskReference($"document {main.DocumentId}", KeyOf(main.Uid));
            facts.Add(new PackageTask
            {
                Id = document.Id!,
                Uid = document.Uid,
                Kind = PackageTaskKind.Document,
                Told = PackageTaskTold.Given,
                Number = Line(main.Registration.Number, LongestName),
                GivenOn = main.Registration.Date,
                Deadline = control.Deadline,
                DueAt = EndOf(control.Deadline, ZoneOf(passport)),
                DoneOn = control.FactDate,
                IsEnded = control.State == SevControlState.EndedControl,
            });
        }

        foreach (var task in tasks)
        {
            var parent = ParentOf(task, byId, uids) ?? (task.Parent?.DocumentId == main.DocumentId ? document : null);
            facts.Add(Given(task, uids, parent, ZoneOf(passport)));
        }

        return Bounded(facts);
    }

    /// <summary>The tasks of a report, in the order of the passport.</summary>
    public static IReadOnlyList<PackageTask> Of(SevReport passport)
    {
        var said = passport.Notification;
        var tasks = TasksOf(passport);
        var byId = tasks.ToDictionary(task => task.TaskId, StringComparer.Ordinal);
        var uids = UidsOf(tasks);
        var reported = said.TaskReports.Select(report => report.TaskId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var considered = said.Considerations.Where(consideration => consideration.TaskId is not null)
            .DistinctBy(consideration => consideration.TaskId, StringComparer.Ordinal)
            .ToDictionary(consideration => consideration.TaskId!, StringComparer.Ordinal);
        var initial = KeyOf(said.InitialDocument.Uid);
        var facts = new List<PackageTask>();
        foreach (var task in tasks)
        {
            if (reported.Contains(task.TaskId))
            {
                facts.Add(Reported(task, uids, ParentOf(task, byId, uids), ZoneOf(passport)));
            }
            else if (considered.TryGetValue(task.TaskId, out var consideration))
            {
                var about = KeyOf(consideration.InitialTaskUid);
                var parent = about is not null ? new PackageTaskReference(null, about)
                    : ParentOf(task, byId, uids) ?? (initial is null ? null : new PackageTaskReference(null, initial));
                facts.Add(Given(task, uids, parent, ZoneOf(passport)));
            }
            else if (Ancestors(task, byId).Any(ancestor => considered.ContainsKey(ancestor.TaskId)))
            {
                facts.Add(Given(task, uids, ParentOf(task, byId, uids), ZoneOf(passport)));
            }
        }

        if (said.Answers.Count > 0 && initial is not null)
        {
            var answered = said.Answers.Max(answer => answer.Date.In(ZoneOf(passport)));
            facts.Add(new PackageTask
            {
                Id = "answer",
                Uid = initial,
                Kind = PackageTaskKind.Document,
                Told = PackageTaskTold.Reported,
                DoneOn = DayOf(answered, ZoneOf(passport)),
                Progress = new PackageTaskProgress(answered, null, null),
            });
        }

        return Bounded(facts);
    }

    private static List<SevTask> TasksOf(SevDocumentPassport passport) =>
        [.. passport.Tasks.Where(task => !task.IsProject).DistinctBy(task => task.TaskId, StringComparer.Ordinal).Take(Most)];

    /// <summary>A UID that stands at two tasks tells neither from the other: brokers are known to repeat them.</summary>
    private static Dictionary<string, string?> UidsOf(List<SevTask> tasks)
    {
        var counts = tasks.Select(task => KeyOf(task.Uid)).OfType<string>().CountBy(uid => uid).ToDictionary();
        return tasks.ToDictionary(task => task.TaskId, task => KeyOf(task.Uid) is { } uid && counts[uid] == 1 ? uid : null, StringComparer.Ordinal);
    }

    private static List<PackageTask> Bounded(List<PackageTask> facts)
    {
        var left = MostExecutors;
        for (var index = 0; index < facts.Count; index++)
        {
            if (facts[index].Executors.Count > left)
            {
                facts[index] = facts[index] with { Executors = [.. facts[index].Executors.Take(left)] };
            }

            left -= facts[index].Executors.Count;
        }

        return facts;
    }

    private static PackageTask Given(SevTask task, Dictionary<string, string?> uids, PackageTaskReference? parent, TimeSpan zone) => new()
    {
        Id = task.TaskId,
        Uid = uids[task.TaskId],
        Kind = task.Type == SevTaskType.Point ? PackageTaskKind.Point : PackageTaskKind.Resolution,
        Told = PackageTaskTold.Given,
        Parent = parent,
        Number = Line(task.Number, LongestName),
        IsPrivate = task.Privacy,
        Text = task.Privacy ? null : Line(task.Text, PackageTask.LongestText),
        Author = task.Author is { } author ? SevPackage.AddressOf(author.Contact) : null,
        AuthorPerson = PersonOf(task.Author?.Contact),
        GivenOn = task.Author?.SignDate,
        Deadline = task.Control?.Deadline,
        DueAt = EndOf(task.Control?.Deadline, zone),
        DoneOn = task.Control?.FactDate,
        IsEnded = task.Control?.State == SevControlState.EndedControl,
        Executors = ExecutorsOf(task, zone),
    };

    private static PackageTask Reported(SevTask task, Dictionary<string, string?> uids, PackageTaskReference? parent, TimeSpan zone) =>
        Given(task, uids, parent, zone) with
        {
            Told = PackageTaskTold.Reported,
            Progress = ProgressOf(task.Executors, task.Privacy, zone)
                ?? new PackageTaskProgress(null, null, task.Privacy ? null : Line(task.Control?.Summary, PackageTask.LongestText)),
        };

    private static PackageTaskReference? ParentOf(SevTask task, Dictionary<string, SevTask> tasks, Dictionary<string, string?> uids) =>
        Ancestors(task, tasks).FirstOrDefault() is { } parent ? new PackageTaskReference(parent.TaskId, uids[parent.TaskId]) : null;

    /// <summary>From the task's parent upwards; a circle ends where it closes.</summary>
    private static IEnumerable<SevTask> Ancestors(SevTask task, Dictionary<string, SevTask> tasks)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { task.TaskId };
        for (var id = task.Parent?.TaskId; id is not null && seen.Add(id);)
        {
            if (tasks.GetValueOrDefault(id) is not { } parent)
            {
                yield break;
            }

            yield return parent;
            id = parent.Parent?.TaskId;
        }
    }

    private static IReadOnlyList<PackageExecutor> ExecutorsOf(SevTask task, TimeSpan zone) =>
    [
        .. task.Executors
            .GroupBy(executor => SevPackage.AddressOf(executor.Contact) is { Index: { } index } ? SevIndex.Key(index) : $"name {Line(executor.Contact.Organization.ShortName, LongestName)}", StringComparer.Ordinal)
            .Select(people =>
            {
                var first = people.OrderByDescending(executor => executor.Responsible).First();
                var address = SevPackage.AddressOf(first.Contact);
                return new PackageExecutor(
                    address with { Name = Line(address.Name, LongestName) },
                    PersonOf(first.Contact),
                    people.Any(executor => executor.Responsible),
                    ProgressOf(people, task.Privacy, zone));
            }),
    ];

    /// <summary>What the responsible executor says counts before what others say, the later before the earlier.</summary>
    private static PackageTaskProgress? ProgressOf(IEnumerable<SevExecutor> executors, bool isPrivate, TimeSpan zone) => executors
        .Where(executor => executor.Date is not null || Line(executor.Text, 1) is not null || Line(executor.Status?.Text, 1) is not null)
        .OrderByDescending(executor => executor.Responsible)
        .ThenByDescending(executor => executor.Date?.In(zone) ?? DateTimeOffset.MinValue)
        .Select(executor => new PackageTaskProgress(
            executor.Date?.In(zone), Line(executor.Status?.Text, LongestName), isPrivate ? null : Line(executor.Text, PackageTask.LongestText)))
        .FirstOrDefault();

    private static string? PersonOf(SevContact? contact) => contact?.OfficialPerson is { } person
        ? Line(string.Join(", ", new[] { Line(person.Fio, LongestName), Line(person.Post, LongestName) }.OfType<string>()), LongestName)
        : null;

    // What a passport writes may be the first moment there is, and west of it there is no day.
    private static DateOnly DayOf(DateTimeOffset at, TimeSpan zone) =>
        DateOnly.FromDateTime(new DateTime(Math.Clamp(at.UtcTicks + zone.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)));

    private static DateTimeOffset? EndOf(DateOnly? day, TimeSpan zone) =>
        day is { Year: < 9999 } last ? new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), zone) : null;

    private static string? KeyOf(string? uid) => uid?.Trim() is { Length: > 0 and <= LongestName } text ? SevIndex.Key(text) : null;

    /// <summary>One line of at most so many characters; null when nothing is left.</summary>
    private static string? Line(string? text, int longest)
    {
        if (text is null)
        {
            return null;
        }

        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }

                continue;
            }

            if (line.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            line.Append(rune.ToString());
        }

        var kept = line.ToString().TrimEnd();
        return kept.Length == 0 ? null : kept;
    }
}
