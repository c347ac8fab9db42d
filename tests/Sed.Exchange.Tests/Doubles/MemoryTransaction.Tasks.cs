using System.Collections.Immutable;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Tests.Doubles;

/// <content>Execution control.</content>
internal sealed partial class MemoryTransaction
{
    public TaskRow? FindTask(Guid organisation, Guid giver, string uid) => Disk.Tasks.GetValueOrDefault(MemoryDisk.TaskKey(organisation, giver, uid));

    public IReadOnlyList<TaskReportRow> TaskReportsOf(Guid organisation, Guid giver, string uid) =>
        [.. Disk.TaskReports.Values.Where(row => row.Organisation == organisation && row.Giver == giver && row.Uid == uid)];

    public IReadOnlyList<TaskRow> TasksOf(Guid messageId, IReadOnlyCollection<Guid>? organisations) =>
        [.. InOrder(Disk.TaskMessages.Where(row => row.Message == messageId).Select(row => Disk.Tasks[row.Task])
            .Where(row => organisations?.Contains(row.Organisation) != false))];

    public IReadOnlyList<TaskRow> Tasks(TaskQuery query, TaskKey? after, int max) =>
        [.. InOrder(Disk.Tasks.Values.Where(row => query.Organisations?.Contains(row.Organisation) != false
                && (!query.OpenOnly || row.IsOpen)
                && (query.DueBy is null || row.DueAt <= Milliseconds(query.DueBy))
                && (query.Executor is null || row.Executors.Any(executor => executor.Party == query.Executor))))
            .SkipWhile(row => after is not null && InOrder([row, Disk.Tasks[MemoryDisk.TaskKey(after.Organisation, after.Giver, after.Uid)]]).First() == row)
            .Take(Checked(max))];

    public void Put(TaskRow row)
    {
        row = row with
        {
            DueAt = Milliseconds(row.DueAt),
            ToldAt = Milliseconds(row.ToldAt),
            Executors = [.. row.Executors.Select(executor => executor with { ReportedAt = Milliseconds(executor.ReportedAt) })],
        };
        Disk = Disk with { Tasks = Disk.Tasks.SetItem(MemoryDisk.TaskKey(row.Organisation, row.Giver, row.Uid), row) };
    }

    public void Put(TaskReportRow row)
    {
        var task = MemoryDisk.TaskKey(row.Organisation, row.Giver, row.Uid);
        Require(Disk.Tasks.ContainsKey(task), "The task is put before what is reported of it.");
        row = row with { At = Milliseconds(row.At), ToldAt = Milliseconds(row.ToldAt) };
        Disk = Disk with { TaskReports = Disk.TaskReports.SetItem($"{task} {row.Reporter}", row) };
    }

    public void PutTaskOf(Guid messageId, TaskRow task)
    {
        var key = MemoryDisk.TaskKey(task.Organisation, task.Giver, task.Uid);
        Require(Disk.Tasks.ContainsKey(key), "The task is put before its messages.");
        Disk = Disk with { TaskMessages = Disk.TaskMessages.Add((messageId, key)) };
    }
}
