namespace Sed.Exchange.Adapters.Resumable;

/// <summary>The right to change an upload, one request at a time; disposing gives it back.</summary>
public sealed class UploadTurn : IDisposable
{
    private readonly Action _leave;
    private readonly CancellationTokenSource _wanted = new();
    private int _left;

    internal UploadTurn(Action leave) => _leave = leave;

    /// <summary>Another request of the owner waits: whoever holds the turn puts down what it has and leaves.</summary>
    public CancellationToken Wanted => _wanted.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0) return;
        _leave();
        _wanted.Dispose();
    }

    internal void Ask()
    {
        try
        {
            _wanted.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It left at this moment.
        }
    }
}
