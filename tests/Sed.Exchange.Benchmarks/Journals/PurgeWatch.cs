using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Benchmarks.Journals;

/// <summary>Learns that a gateway has purged from the line of its log that says so: other work of the same step may go on for long.</summary>
internal sealed class PurgeWatch : ILoggerFactory, ILogger
{
    // Log.Purged of Delivery.
    private const int PurgedLine = 2083;

    private readonly TaskCompletionSource _purged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the line.</summary>
    public Task Purged => _purged.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == PurgedLine) _purged.TrySetResult();
    }

    public void Dispose()
    {
    }
}
