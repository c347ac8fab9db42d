using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Adapters.Sqlite;

/// <summary>A unit with its work and the task its caller awaits.</summary>
internal sealed class JournalWork<T> : JournalUnit
{
    private readonly Func<IJournalTransaction, T> _work;
    private readonly CancellationTokenRegistration _registration;

    // The writer must never run callers' code after their await: the next group would wait for it.
    private readonly TaskCompletionSource<T> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T _result = default!;
    private Exception? _thrown;

    public JournalWork(Func<IJournalTransaction, T> work, CancellationToken cancel)
    {
        _work = work;
        _registration = cancel.Register(() =>
        {
            if (TryCancel()) _task.TrySetCanceled(cancel);
        });
    }

    public Task<T> Task => _task.Task;

    public override bool Run(IJournalTransaction transaction)
    {
        try
        {
            _result = _work(transaction);
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the work throws is its caller's, never the writer's.
            _thrown = exception;
            return false;
        }
    }

    public override void Settle()
    {
        _registration.Dispose();
        if (_thrown is null) _task.SetResult(_result);
        else _task.SetException(_thrown);
    }

    public override void Fail(Exception exception)
    {
        _registration.Dispose();
        _task.SetException(exception);
    }
}
