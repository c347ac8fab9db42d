using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Client.Wire;

/// <summary>
/// Sends something large in pieces (tus 1.0.0): as long as the node has more after a try than before it, cut connections count for nothing. The node
/// finds the upload again by its key, so nothing is remembered here, and a new process goes on where the last one ended.
/// </summary>
/// <param name="caller">Makes the calls.</param>
/// <param name="source">The octets.</param>
/// <param name="idempotencyKey">The key they are handed in under: under another one the same octets are another upload.</param>
internal sealed class Upload(Caller caller, UploadSource source, string? idempotencyKey = null)
{
    private const string Path = "api/v1/uploads";
    private const int InUse = 423;

    private string _id = string.Empty;
    private long _offset = -1;

    /// <summary>Sends everything; false: the node is an older one that takes it in one request only.</summary>
    /// <exception cref="ExchangeProblemException">The node said no.</exception>
    /// <exception cref="ExchangeConnectionException">As many tries in a row as are allowed brought nothing forward.</exception>
    public async Task<bool> SendAsync(CancellationToken cancel)
    {
        await source.MeasureAsync(cancel).ConfigureAwait(false);
        for (var vain = 0; ;)
        {
            var before = _offset;
            try
            {
                if (!await FindAsync(cancel).ConfigureAwait(false)) return false;
                if (_offset == source.Length) return true;
                if (_offset > before) vain = 0;
                using var appended = await caller.SendAsync(Append, Repeatable.No, TimeSpan.Zero, cancel).ConfigureAwait(false);
            }
            catch (Exception broken) when (IsPassing(broken) && !caller.IsTooLong(broken) && ++vain < caller.Tries)
            {
                await caller.PauseAsync(vain, broken, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Hands the whole upload in: a request that has no body but names it. When the node knows nothing of the upload any more, everything is sent and handed
    /// in again, once.
    /// </summary>
    public async Task<T> HandInAsync<T>(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        // The node reads, seals and verifies all octets before it answers: their number counts as if they were sent.
        var work = Caller.TransferTime(source.Length);
        long? since = null;
        var isAgain = false;
        while (true)
        {
            try
            {
                return await caller.AskAsync<T>(Naming(request), Repeatable.Yes, cancel, work).ConfigureAwait(false);
            }
            catch (ExchangeProblemException busy) when (busy.Problem.Status == InUse && !caller.IsTooLong(busy)
                && (since is not { } began || caller.Time.GetElapsedTime(began) < work))
            {
                // A call of ours whose line is dead is still at it there: it ends with an answer that the next one gets.
                since ??= caller.Time.GetTimestamp();
                await caller.PauseAsync(1, busy, cancel).ConfigureAwait(false);
            }
            catch (ExchangeProblemException forgotten) when (forgotten.Problem.Status == (int)HttpStatusCode.NotFound && !isAgain)
            {
                // It has expired, or was handed in and the message is gone, as after a restore of the node: then it would be found again by its key, and be of no use.
                isAgain = true;
                await GiveUpAsync(cancel).ConfigureAwait(false);
                if (!await SendAsync(cancel).ConfigureAwait(false)) throw;
            }
            catch (ExchangeProblemException refused) when (IsVerdict(refused))
            {
                await GiveUpAsync(cancel).ConfigureAwait(false);
                throw;
            }
        }
    }

    // What was said of the octets, and will be said again. Anything else may be said while they are being taken, other conflicts too.
    private static bool IsVerdict(ExchangeProblemException refused) => refused.Problem.Status is 400 or 403 or 413 or 415 or 422 || refused.Code == "idempotency-conflict";

    private Func<HttpRequestMessage> Naming(Func<HttpRequestMessage> request) => () =>
    {
        var named = request();
        named.Headers.Add("Sed-Upload", _id);
        return named;
    };

    /// <summary>Begins the upload or finds it, and learns how far it is.</summary>
    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await caller.SendAsync(Create, Repeatable.No, TimeSpan.Zero, cancel).ConfigureAwait(false);
            _id = answer.Headers.Location?.OriginalString.Split('/')[^1] ?? throw new InvalidDataException("The node began an upload and did not say where.");
            _offset = answer.Headers.TryGetValues("Upload-Offset", out var values)
                && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                && offset <= source.Length ? offset : throw new InvalidDataException("The node does not say how far the upload is.");
            return true;
        }
        catch (ExchangeProblemException absent) when ((HttpStatusCode)absent.Problem.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            return false;
        }
    }

    // An upload nobody wants must not hold the node's disk for a day. When even this fails, the node deletes it by itself.
    private async Task GiveUpAsync(CancellationToken cancel)
    {
        try
        {
            using var deleted = await caller.SendAsync(() => Tus(HttpMethod.Delete, $"{Path}/{_id}"), Repeatable.Yes, TimeSpan.Zero, cancel).ConfigureAwait(false);
        }
        catch (Exception left) when (left is ExchangeProblemException or ExchangeConnectionException)
        {
            // The refusal is what the caller has to hear.
        }
    }

    private HttpRequestMessage Create()
    {
        var request = Tus(HttpMethod.Post, Path);
        request.Headers.Add("Upload-Length", source.Length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Sed-Upload-Key", Key());
        return request;
    }

    // The idempotency key as its digest: it may be long, and this is only a name.
    private string Key() => idempotencyKey is null
        ? source.Key
        : $"{source.Key}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))}";

    private HttpRequestMessage Append()
    {
        var request = Tus(HttpMethod.Patch, $"{Path}/{_id}");
        request.Headers.Add("Upload-Offset", _offset.ToString(CultureInfo.InvariantCulture));
        request.Content = new TailContent(source, _offset);
        return request;
    }

    private static HttpRequestMessage Tus(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        return request;
    }

    // 404: it expired; 409 and 423: another connection of ours was still at it. The next try asks where it is.
    private static bool IsPassing(Exception broken) => broken is ExchangeConnectionException { Fault: not ConnectionFault.NotTrusted }
        || (broken is ExchangeProblemException problem && (problem.IsTemporary || problem.Problem.Status is 404 or 409));
}
