using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Tests.Access;

/// <summary>A flood of requests is a line in the log, not a flood of lines; and none of it is left untold.</summary>
public sealed class LimitLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _lines = new();

    [Fact]
    public void The_first_refusal_is_told_at_once_and_the_rest_once_a_minute()
    {
        using var limits = new CallerLimits(new ListeningLimits { StrangersPerMinute = 1 }, _time, _lines);
        var address = IPAddress.Parse("203.0.113.7");
        Assert.Null(limits.CountStranger(address));
        for (var count = 0; count < 1000; count++) Assert.NotNull(limits.CountStranger(address));
        Assert.StartsWith("1 request", Assert.Single(_lines.All), StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("999 request(s) refused for their caller's limits since the last such line; the latest of address 203.0.113.7: limits.strangersPerMinute", _lines.All[1]);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, _lines.All.Count);
        Assert.Null(limits.CountStranger(address));
        Assert.NotNull(limits.CountStranger(address));
        Assert.Equal(3, _lines.All.Count);
    }

    [Fact]
    public void Addresses_do_not_count_for_each_other()
    {
        using var limits = new CallerLimits(new ListeningLimits { StrangersPerMinute = 1 }, _time, _lines);

        Assert.Null(limits.CountStranger(IPAddress.Parse("203.0.113.7")));
        Assert.Null(limits.CountStranger(IPAddress.Parse("203.0.113.8")));
        Assert.NotNull(limits.CountStranger(IPAddress.Parse("203.0.113.7")));
    }

    private sealed class Lines : ILogger<CallerLimits>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
