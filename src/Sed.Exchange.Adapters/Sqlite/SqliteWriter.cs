using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>
/// The one thread that writes. It takes what has queued up, runs it as one group (BEGIN IMMEDIATE, a savepoint per unit, COMMIT) and
/// tells the callers only after COMMIT has synced: one sync serves the whole group, and four writing connections would starve one
/// another (SQLite's busy handler is not fair).
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    // Between two steps of giving space back: who has something to commit meanwhile comes first.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly BlockingCollection<JournalUnit> _queue = [];
    private readonly List<JournalUnit> _started = [];
    private readonly SqliteSession _session;
    private readonly int _group;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile JournalException? _broken;
    private bool _isSpaceFreed;

    /// <summary>Takes ownership of <paramref name="session"/>.</summary>
    public SqliteWriter(SqliteSession session, int group)
    {
        _session = session;
        _group = group;
        new Thread(Run) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>Queues a unit of work.</summary>
    public Task<T> CommitAsync<T>(Func<IJournalTransaction, T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);
        if (_broken is not null) return Task.FromException<T>(Refusal(_broken));
        var unit = new JournalWork<T>(work, cancel);
        try
        {
            _queue.Add(unit, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteJournal)));
        }

        return unit.Task;
    }

    /// <summary>From now on everything is refused: what is on the disk is not known until the journal is opened again.</summary>
    public void Break(JournalException fault) => _broken ??= fault;

    /// <summary>Throws when the journal has broken.</summary>
    public void ThrowIfBroken()
    {
        if (_broken is not null) throw Refusal(_broken);
    }

    /// <summary>Lets the queued units finish, then ends the thread.</summary>
    public Task StopAsync()
    {
        _queue.CompleteAdding();
        return _stopped.Task;
    }

    public void Dispose() => _queue.Dispose();

    private static JournalException Refusal(JournalException broken) => new(
        $"The journal stopped after an error and refuses everything until it is opened again: {broken.Message}", isTransient: false, broken)
    {
        IsDamage = broken.IsDamage,
    };

    private void Run()
    {
        var group = new List<JournalUnit>(_group);
        while (TryTake(out var first))
        {
            group.Clear();
            group.Add(first);
            while (group.Count < _group && _queue.TryTake(out var next)) group.Add(next);
            for (var index = 0; index < group.Count;) index = Commit(group, index);
        }

        try
        {
            if (_broken is null) _session.FoldLogAtClose();
            _session.Dispose();
            _stopped.SetResult();
        }
        catch (Exception exception)
        {
            _stopped.SetException(exception);
        }
    }

    /// <summary>Waits for the next unit; while there is none, pages that were freed go back to the disk.</summary>
    /// <returns>False: the journal is being closed and nothing is left.</returns>
    private bool TryTake([MaybeNullWhen(false)] out JournalUnit unit)
    {
        while (!_queue.TryTake(out unit, _isSpaceFreed ? Rest : Timeout.InfiniteTimeSpan))
        {
            if (_queue.IsCompleted) return false;
            AfterCommit(FreedPages.ReturnSome);
        }

        return true;
    }

    /// <summary>Commits the units from <paramref name="index"/> on.</summary>
    /// <returns>The first unit not dealt with: a fault ends the group early and the rest starts a new one.</returns>
    private int Commit(List<JournalUnit> group, int index)
    {
        _started.Clear();
        try
        {
            ThrowIfBroken();
            _session.Execute("BEGIN IMMEDIATE");
            while (index < group.Count)
            {
                var unit = group[index++];
                if (!unit.TryStart()) continue;
                _started.Add(unit);
                RunUnit(unit);
            }

            _session.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            var fault = Undo(exception);
            if (_started.Count == 0)
            {
                // Not even BEGIN: the whole group meets the same.
                for (; index < group.Count; index++)
                {
                    if (group[index].TryStart()) _started.Add(group[index]);
                }
            }

            foreach (var unit in _started) unit.Fail(fault);
            return index;
        }

        foreach (var unit in _started) unit.Settle();
        AfterCommit(_ => { });
        return index;
    }

    /// <summary>After the callers were told: what they were told is in the log. A failing disk breaks the journal here too.</summary>
    private void AfterCommit(Action<SqliteSession> work)
    {
        if (_broken is not null) return;
        try
        {
            work(_session);
            WriteAheadLog.CheckpointWhenDue(_session);
            _isSpaceFreed = FreedPages.AreMany(_session);
        }
        catch (JournalException fault)
        {
            // No room: the log goes on growing, the next group tries again.
            _isSpaceFreed = false;
            if (fault.IsTransient) _session.ClearFault();
            else Break(fault);
        }
    }

    private void RunUnit(JournalUnit unit)
    {
        _session.Execute("SAVEPOINT unit");
        bool keep;
        using (var transaction = new SqliteTransaction(_session)) keep = unit.Run(transaction);

        // The work may have swallowed it; the group must not.
        if (_session.Fault is not null) throw _session.Fault;
        if (!keep) _session.Execute("ROLLBACK TO unit");
        _session.Execute("RELEASE unit");
    }

    /// <summary>Rolls back; what cannot be rolled back for certain breaks the journal.</summary>
    private JournalException Undo(Exception cause)
    {
        var fault = cause as JournalException
            ?? new JournalException($"The journal's writer failed: {cause.Message}", isTransient: false, cause);
        if (fault.IsTransient)
        {
            try
            {
                if (_session.InTransaction) _session.Execute("ROLLBACK");
                _session.ClearFault();
                return fault;
            }
            catch (Exception exception)
            {
                fault = new JournalException($"The journal could not roll back: {exception.Message}", isTransient: false, exception);
            }
        }

        Break(fault);
        return fault;
    }
}
