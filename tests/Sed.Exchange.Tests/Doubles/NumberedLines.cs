using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sed.Exchange.Tests.Doubles;

/// <summary>Log lines of everybody who is given it, with their numbers: what an administrator could have seen.</summary>
internal sealed class NumberedLines : ILoggerFactory
{
    private readonly ConcurrentQueue<(int Number, string Text)> _lines = new();

    /// <summary>Texts of the lines with a number, in order.</summary>
    public IReadOnlyList<string> Of(int number) => [.. _lines.Where(line => line.Number == number).Select(line => line.Text)];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => new Writer(_lines);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<(int Number, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Id, formatter(state, exception)));
    }
}
