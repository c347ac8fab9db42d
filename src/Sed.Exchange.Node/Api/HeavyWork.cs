using System.Collections.Concurrent;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Node.Api;

/// <summary>
/// How many large containers are sealed or verified at once for installations. A gigabyte keeps a core busy for up to a minute, and a thread of the pool that
/// everybody's answers wait for: half of the cores is the most. A client has one place at a time, and clients take turns, so that fifty questions of one delay
/// its own (promise 6).
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="places">How many at once.</param>
public sealed class HeavyWork(TimeProvider time, int places) : IDisposable
{
    /// <summary>What is smaller takes no longer than its journey.</summary>
    public const long Large = 8 * 1024 * 1024;

    /// <summary>How long a question waits for its turn before it is told to come again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Of a client only one waits here at a time, and they wait in order: that makes the turns.
    private readonly SemaphoreSlim _places = new(places);

    // Rows of clients stay: there are as many as clients.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _clients = new(StringComparer.Ordinal);

    /// <summary>As many places as this machine can spare.</summary>
    public static int UsualPlaces => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Waits for a place; disposing the result leaves it.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="octets">How much there is to do.</param>
    /// <param name="patience">How long to wait; null: as long as the caller does, who has brought all octets already.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="UploadException">None has become free: <c>busy</c>.</exception>
    internal async Task<IDisposable?> EnterAsync(string client, long octets, TimeSpan? patience, CancellationToken cancel)
    {
        if (octets < Large) return null;
        using var limit = patience is { } longest ? new CancellationTokenSource(longest, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var own = _clients.GetOrAdd(client, _ => new SemaphoreSlim(1));
        try
        {
            await own.WaitAsync(either.Token);
            try
            {
                await _places.WaitAsync(either.Token);
            }
            catch
            {
                own.Release();
                throw;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new UploadException(ProblemCodes.Busy, "large containers are being verified");
        }

        return new Place(this, own);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        foreach (var client in _clients.Values) client.Dispose();
    }

    private sealed class Place(HeavyWork work, SemaphoreSlim own) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            work._places.Release();
            own.Release();
        }
    }
}
