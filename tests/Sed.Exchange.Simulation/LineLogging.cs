using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Simulation;

/// <summary>Log lines of all nodes of a region, for a replay.</summary>
internal sealed class LineLogging : ILoggerFactory
{
    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Lines(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Console.WriteLine($"    {category[(category.LastIndexOf('.') + 1)..]}: {formatter(state, exception)}");
    }
}
