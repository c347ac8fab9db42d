using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// Asks for the certificates of issuers that a signature left out, where certificates say they are (authorityInfoAccess), from hosts that the operator listed and
/// no others. What comes is trusted in nothing: it may help a path, never end one. It MUST NOT throw for what others do, and MUST NOT be asked on a way that mail
/// waits for.
/// </summary>
public sealed class IssuerFetch : IDisposable
{
    /// <summary>Octets of an answer: bundles of cross-certificates seen have 20 KB.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly RevocationFetchOptions _options;
    private readonly HashSet<string> _hosts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GuardedWeb _web;
    private readonly ConcurrentDictionary<string, (IReadOnlyList<Certificate> Certificates, DateTimeOffset AskAgain)> _remembered = new(StringComparer.Ordinal);

    /// <summary>Opens no connection yet.</summary>
    /// <param name="hosts">Host names that may be asked, as addresses have them, without port.</param>
    /// <param name="options">Options and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures are told.</param>
    public IssuerFetch(IEnumerable<string> hosts, RevocationFetchOptions options, TimeProvider time, ILogger<IssuerFetch> logger)
    {
        (_hosts, _options, _time, _logger) = (hosts.ToHashSet(StringComparer.OrdinalIgnoreCase), options, time, logger);
        _web = new GuardedWeb(options.AllowInner, options.Redirects);
    }

    /// <summary>Candidates for the issuer of a certificate; none when it names no address at a listed host.</summary>
    public async Task<IReadOnlyList<Certificate>> CollectAsync(Certificate certificate, CancellationToken cancel)
    {
        var found = new List<Certificate>();
        foreach (var uri in IssuerAddresses.Of(certificate).Where(MayAsk).Take(_options.Addresses)) found.AddRange(await RememberAsync(uri, cancel));
        return found;
    }

    /// <summary>True: a certificate names its issuer's at a listed host.</summary>
    public bool MayAskFor(Certificate certificate) => IssuerAddresses.Of(certificate).Any(MayAsk);

    /// <inheritdoc/>
    public void Dispose() => _web.Dispose();

    private bool MayAsk(Uri uri) => _hosts.Contains(uri.IdnHost);

    private async Task<IReadOnlyList<Certificate>> RememberAsync(Uri uri, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        if (_remembered.TryGetValue(uri.AbsoluteUri, out var known) && _options.Rests(known.AskAgain, now)) return known.Certificates;
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var entry = (Certificates: known.Certificates ?? [], AskAgain: now + _options.Rest);
        try
        {
            var read = TrustAnchors.Read(await _web.SendAsync(uri, null, MaxBytes, MayAsk, stop.Token)) ?? throw new HttpRequestException("What came is no certificate.");
            entry = ([.. read.Anchors.Concat(read.Intermediates)], now + _options.Fresh);
        }
        catch (Exception failure) when (GuardedWeb.IsFailure(failure))
        {
            if (cancel.IsCancellationRequested) return entry.Certificates;
            Log.IssuerNotFetched(_logger, uri.Host, failure is OperationCanceledException ? $"no answer within {_options.Patience}." : failure.Message);
        }

        _remembered[uri.AbsoluteUri] = entry;
        if (_remembered.Count > _options.Remembered && _remembered.MinBy(pair => pair.Value.AskAgain) is { Key: { } oldest }) _remembered.TryRemove(oldest, out _);
        return entry.Certificates;
    }
}
