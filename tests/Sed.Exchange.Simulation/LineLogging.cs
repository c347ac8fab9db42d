using Microsoft.Extensions.Logging;
using Sed.Exchange.Simulation.Clockwork;

namespace Sed.Exchange.Simulation;

/// <summary>Log lines of one node of a region, for a replay: the true time, who speaks, and what.</summary>
internal sealed class LineLogging(Turns turns, string node) : ILoggerFactory
{
    /// <summary>Says something that no part of a gateway logs.</summary>
    public static void Say(Turns turns, string who, string what) => Console.WriteLine($"    {turns.Now:MM-dd HH:mm:ss} {who}: {what}");

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(turns, $"{node} {categoryName[(categoryName.LastIndexOf('.') + 1)..]}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Lines(Turns turns, string who) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Say(turns, who, formatter(state, exception));
    }
}
