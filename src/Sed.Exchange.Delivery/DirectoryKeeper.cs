using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Peers;

namespace Sed.Exchange.Delivery;

/// <summary>Holds the directory in force and lets only its rightful successor replace it (DESIGN 3.5).</summary>
public sealed class DirectoryKeeper
{
    // A peer that has one more each time it is asked must not keep a request for ever.
    private const int MostSteps = 1000;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    // A line that failed once may carry the next question: as long as whoever is told that we are behind is asked to wait.
    private static readonly TimeSpan ShortRest = TimeSpan.FromSeconds(10);

    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly string _self;
    private readonly IPeerLink _peers;
    private readonly ILogger _logger;
    private readonly Pulse _changed;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, (long Serial, long At)> _brought = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Serial, long At)> _askedInVain = new(StringComparer.Ordinal);
    private InForce _inForce;

    private DirectoryKeeper(GatewayParts parts, Pulse changed, InForce inForce)
    {
        _journal = parts.Journal;
        _time = parts.Time;
        _self = parts.Identity.NodeId;
        _peers = parts.Peers;
        _logger = parts.Logging.CreateLogger<DirectoryKeeper>();
        _changed = changed;
        _inForce = inForce;
    }

    /// <summary>The directory in force.</summary>
    public ExchangeDirectory Current => Volatile.Read(ref _inForce).Directory;

    /// <summary>The file of the directory in force, for peers.</summary>
    public byte[] CurrentFile => Volatile.Read(ref _inForce).File;

    internal static async Task<DirectoryKeeper> OpenAsync(
        GatewayParts parts, Pulse changed, byte[]? file, string? fingerprint, CancellationToken cancel)
    {
        var stored = await parts.Journal.ReadAsync(journal => journal.LatestDirectory(), cancel).ConfigureAwait(false);
        InForce inForce;
        if (stored is not null)
        {
            // What is in the journal was verified when it was taken; its signature is checked again because disks lie.
            inForce = new InForce(Trusted(parts, stored.Bytes, fingerprint: null, "the journal"), stored.Bytes);
        }
        else
        {
            if (file is null)
                throw new GatewayException("This node has no directory. Give the signed directory file in directory.file.");
            if (fingerprint is null)
                throw new GatewayException("The first directory needs the fingerprint of its signer in directory.fingerprint, got out of band.");
            inForce = new InForce(Trusted(parts, file, fingerprint, "directory.file"), file);
            var row = new DirectoryRow(inForce.Directory.Serial, file, parts.Time.GetUtcNow());
            await parts.Journal.CommitAsync(
                journal =>
                {
                    journal.Add(row);
                    journal.Append(new EventRow { At = row.At, Kind = EventKinds.DirectoryChanged, Detail = $"serial {row.Serial}" });
                    return true;
                },
                cancel).ConfigureAwait(false);
        }

        var keeper = new DirectoryKeeper(parts, changed, inForce);
        Log.DirectoryInForce(keeper._logger, inForce.Directory.Serial);
        if (stored is not null && file is not null)
        {
            // A newer file beside the configuration is a successor like one from a peer; an older or foreign one is only reported.
            var problem = await keeper.OfferAsync(file, cancel).ConfigureAwait(false);
            if (problem is not null) Log.DirectoryNotTaken(keeper._logger, problem.Code, problem.Detail);
        }

        if (keeper.Current.Expires <= parts.Time.GetUtcNow())
            Log.DirectoryExpired(keeper._logger, keeper.Current.Serial, keeper.Current.Expires);
        return keeper;
    }

    /// <summary>
    /// Offers a directory file; it is taken when signed by a key listed in the one in force and its serial is higher, and is then durable.
    /// </summary>
    /// <returns>Null: taken, or not newer than the one in force. Otherwise the problem.</returns>
    public async Task<Problem?> OfferAsync(byte[] file, CancellationToken cancel)
    {
        var before = Volatile.Read(ref _inForce);
        if (file.AsSpan().SequenceEqual(before.File)) return null;
        var now = _time.GetUtcNow();
        var opened = DirectoryFile.Open(file, fingerprint: null, before.Directory, now);
        if (opened.Directory is { } same && same.Serial <= before.Directory.Serial) return null;
        if (opened.Verdict.Result != VerdictResult.Passed || opened.Directory is null)
        {
            return new Problem(ProblemCodes.DirectoryInvalid, opened.Verdict.FirstFailure?.Code)
            {
                Findings = [.. opened.Verdict.AllFindings()],
            };
        }

        var next = new InForce(opened.Directory, file);
        var taken = await _journal.CommitAsync<bool?>(
            journal =>
            {
                var latest = journal.LatestDirectory()?.Serial;
                if (latest >= next.Directory.Serial) return false;

                // Another one came in between: it may have taken the key away that signed this.
                if (latest != before.Directory.Serial) return null;
                journal.Add(new DirectoryRow(next.Directory.Serial, file, now));
                journal.Append(new EventRow { At = now, Kind = EventKinds.DirectoryChanged, Detail = $"serial {next.Directory.Serial}" });
                return true;
            },
            cancel).ConfigureAwait(false);
        if (taken is null) return await OfferAsync(file, cancel).ConfigureAwait(false);
        if (taken is false) return null;
        lock (_gate)
        {
            if (_inForce.Directory.Serial >= next.Directory.Serial) return null;
            Volatile.Write(ref _inForce, next);
        }

        Log.DirectoryInForce(_logger, next.Directory.Serial);
        _changed.Beat();
        return null;
    }

    /// <summary>Takes a directory that a peer brings, as <see cref="OfferAsync"/>; what is not taken is told to the administrator, too.</summary>
    public async Task<Problem?> ReceiveAsync(string peer, byte[] file, CancellationToken cancel)
    {
        var problem = await OfferAsync(file, cancel).ConfigureAwait(false);
        if (problem is not null) Log.DirectoryNotTaken(_logger, problem.Code, $"{problem.Detail}, brought by {peer}");
        return problem;
    }

    /// <summary>
    /// Fetches what a peer has above the one in force, one serial after the other, and offers each: where the signer has changed meanwhile, only the ones
    /// between lead from the old key to the new.
    /// </summary>
    /// <returns>True: the one in force is a newer one now.</returns>
    public async Task<bool> FetchFromAsync(string peer, CancellationToken cancel)
    {
        var before = Current.Serial;
        for (var step = 0; step < MostSteps; step++)
        {
            var current = Current;
            if (current.FindNode(peer) is not { } entry) break;
            if (await _peers.FetchDirectoryAsync(entry, current.Serial, cancel).ConfigureAwait(false) is not { } file) break;
            if (await OfferAsync(file, cancel).ConfigureAwait(false) is { } problem)
            {
                Log.DirectoryNotTaken(_logger, problem.Code, problem.Detail);
                break;
            }

            if (Current.Serial <= current.Serial) break;
        }

        return Current.Serial > before;
    }

    /// <summary>
    /// Fetches what a peer says there is: from it, and where it does not answer from the node above. Whoever tells of a newer directory may be one whose
    /// address changed with it; or a liar, who must not cost two questions with every word.
    /// </summary>
    public async Task CatchUpAsync(string peer, long serial, CancellationToken cancel)
    {
        var before = Current.Serial;
        if (before >= serial) return;
        if (_askedInVain.TryGetValue(peer, out var last) && last.Serial == before && _time.GetElapsedTime(last.At) < ShortRest) return;
        await FetchFromAsync(peer, cancel).ConfigureAwait(false);
        if (Current.Serial < serial && Current.FindNode(_self)?.Parent is { } above && above != peer) await FetchFromAsync(above, cancel).ConfigureAwait(false);
        if (Current.Serial == before) _askedInVain[peer] = (before, _time.GetTimestamp());
    }

    /// <summary>
    /// Brings a peer the directories above the one it has, one serial after the other: it cannot fetch them where it thinks that this node is. The same to the
    /// same one now and then only: who takes none, or says so of every letter, must not cost a directory each time.
    /// </summary>
    /// <param name="peer">Whom.</param>
    /// <param name="serial">The one it has; null: it is asked.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>True: it has the one in force here, or a newer one.</returns>
    public async Task<bool> BringToAsync(string peer, long? serial, CancellationToken cancel)
    {
        var current = Current;
        if (_brought.TryGetValue(peer, out var last) && last.Serial == current.Serial && _time.GetElapsedTime(last.At) < Rest) return false;
        _brought[peer] = (current.Serial, _time.GetTimestamp());
        if (current.FindNode(peer) is not { } entry) return false;
        serial ??= (await _peers.FetchAboutAsync(entry, cancel).ConfigureAwait(false) as PeerAnswer.About)?.DirectorySerial;
        if (serial is not { } known) return false;
        while (await FindNextAsync(known, cancel).ConfigureAwait(false) is { } next)
        {
            var answer = await _peers.OfferDirectoryAsync(entry, next.File, cancel).ConfigureAwait(false);
            if (answer is not PeerAnswer.Answered)
            {
                Log.DirectoryNotBrought(_logger, next.Serial, peer, answer.Failure?.Code ?? "-", answer.Failure?.Detail);
                return false;
            }

            Log.DirectoryBrought(_logger, next.Serial, peer);
            known = next.Serial;
        }

        return true;
    }

    /// <summary>The next directory above a serial that this node has kept; null: it has none.</summary>
    public async Task<(long Serial, byte[] File)?> FindNextAsync(long after, CancellationToken cancel)
    {
        var current = Volatile.Read(ref _inForce);
        if (after >= current.Directory.Serial) return null;
        var row = after == current.Directory.Serial - 1
            ? null
            : await _journal.ReadAsync(journal => journal.DirectoryAbove(after), cancel).ConfigureAwait(false);
        return row is null ? (current.Directory.Serial, current.File) : (row.Serial, row.Bytes);
    }

    private static ExchangeDirectory Trusted(GatewayParts parts, byte[] file, string? fingerprint, string where)
    {
        var opened = DirectoryFile.Open(file, fingerprint, previous: null, parts.Time.GetUtcNow());
        var trusted = opened.Verdict.Result == VerdictResult.Passed
            || (fingerprint is null && opened.Verdict.Result == VerdictResult.Indeterminate);
        if (opened.Directory is null || !trusted)
        {
            throw new GatewayException(
                $"The directory in {where} cannot be trusted: {opened.Verdict.FirstFailure?.Code ?? FindingCodes.NoTrust} {opened.Verdict.FirstFailure?.Seen}");
        }

        return opened.Directory;
    }

    private sealed record InForce(ExchangeDirectory Directory, byte[] File);
}
