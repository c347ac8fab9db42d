using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Delivery;

namespace Sed.Exchange.Adapters.Revocation;

/// <summary>
/// Asks for lists and OCSP answers at the addresses that certificates name. Nothing that is fetched is believed here; whoever judges checks signatures and times. It
/// MUST NOT throw for what others do: an outage, a refusal by the guard or rubbish is less material. It MUST NOT be asked on a way that mail waits for.
/// </summary>
public sealed class RevocationFetch : IDisposable
{
    private readonly RevocationFetchOptions _options;
    private readonly TimeProvider _time;
    private readonly IEntropy _entropy;
    private readonly ILogger _logger;
    private readonly RevocationCache? _cache;
    private readonly GuardedWeb _web;
    private readonly ConcurrentDictionary<string, FetchedRevocation> _remembered = new(StringComparer.Ordinal);

    // Addresses of certificates from everywhere: no more than are remembered of the rest.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _hanging = new(StringComparer.Ordinal);

    /// <summary>Opens no connection yet.</summary>
    /// <param name="options">Options and limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="entropy">Nonces.</param>
    /// <param name="logger">Where failures are told.</param>
    /// <param name="cache">Where copies outlive the process, or null.</param>
    public RevocationFetch(RevocationFetchOptions options, TimeProvider time, IEntropy entropy, ILogger<RevocationFetch> logger, RevocationCache? cache = null)
    {
        (_options, _time, _entropy, _logger, _cache) = (options, time, entropy, logger, cache);
        _web = new GuardedWeb(options.AllowInner, options.Redirects);
    }

    /// <summary>What the addresses of a path's certificates give, from memory where that is fresh.</summary>
    /// <param name="path">From the certificate to the anchor, which is not asked about.</param>
    /// <param name="cancel">Ends it with what is there.</param>
    public async Task<RevocationMaterial> CollectAsync(IReadOnlyList<Certificate> path, CancellationToken cancel)
    {
        var material = RevocationMaterial.None;
        var asked = 0;
        for (var index = 0; index < path.Count - 1; index++)
        {
            var (certificate, issuer) = (path[index], path[index + 1]);
            var addresses = RevocationAddresses.Of(certificate);
            var sources = addresses.Responders.Select(uri => (Uri: uri, IsList: false)).Concat(addresses.Lists.Select(uri => (Uri: uri, IsList: true)));
            foreach (var (uri, isList) in sources)
            {
                if (asked++ >= _options.Addresses) return material;
                material = material.With(isList
                    ? await RememberAsync(uri.AbsoluteUri, uri, stop => FetchListAsync(uri, stop), cancel)
                    : await RememberAsync($"{uri.AbsoluteUri} {certificate.Thumbprint}", uri, stop => FetchAnswerAsync(uri, certificate, issuer, stop), cancel));
            }
        }

        return material;
    }

    /// <inheritdoc/>
    public void Dispose() => _web.Dispose();

    private async Task<RevocationMaterial> RememberAsync(string key, Uri uri, Func<CancellationToken, Task<(byte[] Octets, RevocationMaterial Material)>> fetch, CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        var known = _remembered.GetValueOrDefault(key) ?? FindCopy(key, now);
        if (known is not null && _options.Rests(known.AskAgain, now)) return known.Material;
        if (_hanging.TryGetValue(uri.AbsoluteUri, out var until) && _options.Rests(until, now)) return known?.Material ?? RevocationMaterial.None;

        // An old copy serves through an outage, but not for ever: a place that was left for good must not look like one that tells.
        if (known is not null && now - known.At > _options.Oldest) known = null;
        FetchedRevocation fetched;
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var (octets, material) = await fetch(stop.Token);
            fetched = new FetchedRevocation(material, now, AskAgain(material, now));
            _cache?.Keep(key, new KeptCopy(octets, now));
        }
        catch (Exception failure) when (GuardedWeb.IsFailure(failure))
        {
            if (cancel.IsCancellationRequested) return known?.Material ?? RevocationMaterial.None;
            Log.RevocationNotFetched(_logger, uri.Host, failure is OperationCanceledException ? $"no answer within {_options.Patience}" : failure.Message);
            fetched = new FetchedRevocation(known?.Material ?? RevocationMaterial.None, known?.At ?? now, now + _options.Rest);

            // Who hangs at one question hangs at the next: waited out anew for each certificate, he would hold up everybody's evidence.
            if (failure is OperationCanceledException) _hanging[uri.AbsoluteUri] = fetched.AskAgain;
        }

        _remembered[key] = fetched;
        if (_remembered.Count > _options.Remembered && _remembered.MinBy(pair => pair.Value.At) is { Key: { } oldest }) _remembered.TryRemove(oldest, out _);
        if (_hanging.Count > _options.Remembered && _hanging.MinBy(pair => pair.Value) is { Key: { } first }) _hanging.TryRemove(first, out _);
        return fetched.Material;
    }

    private FetchedRevocation? FindCopy(string key, DateTimeOffset now) =>
        _cache?.Find(key) is { } copy && copy.At <= now && RevocationMaterial.Read(copy.Octets) is { } material
            ? new FetchedRevocation(material, copy.At, AskAgain(material, copy.At))
            : null;

    // What ends before an hour is over is asked for at its end, but not every moment when a responder lags.
    private DateTimeOffset AskAgain(RevocationMaterial material, DateTimeOffset now)
    {
        if (material.IsEmpty) return now + _options.Rest;
        var ends = material.Lists.Select(list => list.NextUpdate).Concat(material.Answers.Select(answer => answer.NextUpdate)).Min();
        var latest = now + _options.Fresh;
        var end = ends < latest ? ends.Value : latest;
        return end > now + _options.Rest ? end : now + _options.Rest;
    }

    private async Task<(byte[] Octets, RevocationMaterial Material)> FetchListAsync(Uri uri, CancellationToken cancel)
    {
        var octets = await _web.SendAsync(uri, null, RevocationList.MaxBytes, null, cancel);
        if (RevocationList.Parse(octets) is { } list) return (octets, new RevocationMaterial([list], []));
        throw new HttpRequestException("What came is no revocation list.");
    }

    private async Task<(byte[] Octets, RevocationMaterial Material)> FetchAnswerAsync(Uri uri, Certificate certificate, Certificate issuer, CancellationToken cancel)
    {
        // An id holds 74 bits of chance: nobody has an answer to it ready.
        var nonce = _entropy.NewId().ToByteArray();
        var octets = await _web.SendAsync(uri, (OcspQuestion.Write(certificate, issuer, nonce), "application/ocsp-request"), OcspAnswer.MaxBytes, null, cancel);
        if (OcspAnswer.Parse(octets) is { } answer && OcspQuestion.IsAnsweredBy(answer, nonce)) return (octets, new RevocationMaterial([], [answer]));
        throw new HttpRequestException("What came is no OCSP answer to this question.");
    }
}
