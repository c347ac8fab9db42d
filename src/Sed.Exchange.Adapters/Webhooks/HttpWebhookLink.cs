using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Delivery.Webhooks;

namespace Sed.Exchange.Adapters.Webhooks;

/// <summary>
/// Calls receivers over HTTP, signed by the Standard Webhooks specification: <c>webhook-id</c>, <c>webhook-timestamp</c>, and <c>webhook-signature</c> with
/// <c>v1,</c> and base64 of HMAC-SHA256 over <c>id.timestamp.body</c>. No redirect, no proxy, nothing of an answer but its status.
/// </summary>
public sealed class HttpWebhookLink : IWebhookLink, IDisposable
{
    private readonly WebhookLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _outer = Client(allowInner: false);
    private readonly HttpClient _inner = Client(allowInner: true);

    /// <summary>Opens no connection yet.</summary>
    public HttpWebhookLink(WebhookLinkOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <inheritdoc/>
    public async Task<WebhookAnswer> CallAsync(WebhookCall call, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var request = Request(call);
            using var response = await (call.Hook.Inner ? _inner : _outer).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => new WebhookAnswer.Confirmed(),
                >= 300 and < 400 => new WebhookAnswer.Failed(WebhookCodes.Redirect, Text(status)),
                _ => new WebhookAnswer.Failed(WebhookCodes.Status, Text(status), RetryAfter(response)),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new WebhookAnswer.Failed(WebhookCodes.Timeout, $"no answer within {_options.Patience}");
        }
        catch (InnerAddressException)
        {
            return new WebhookAnswer.Failed(WebhookCodes.Address, call.Hook.Url.Host);
        }
        catch (HttpRequestException failure) when (failure.InnerException is InnerAddressException)
        {
            return new WebhookAnswer.Failed(WebhookCodes.Address, call.Hook.Url.Host);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The innermost message names the cause; the outer ones repeat that something went wrong. None of them has the path, which may be a secret.
            return new WebhookAnswer.Failed(WebhookCodes.Unreachable, failure.GetBaseException().Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outer.Dispose();
        _inner.Dispose();
    }

    private static HttpClient Client(bool allowInner)
    {
        var handler = GuardedWeb.Handler(allowInner);
        handler.MaxResponseDrainSize = 64 * 1024;
        handler.MaxResponseHeadersLength = 64;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private HttpRequestMessage Request(WebhookCall call)
    {
        var body = WebhookBody.Write(call);
        var at = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(call.Hook.Secret.Sign([.. Encoding.ASCII.GetBytes($"{call.Id}.{at}."), .. body]));
        var request = new HttpRequestMessage(HttpMethod.Post, call.Hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", call.Id);
        request.Headers.Add("webhook-timestamp", at);
        request.Headers.Add("webhook-signature", $"v1,{signature}");
        request.Headers.UserAgent.ParseAdd("sed-exchange");
        return request;
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta >= TimeSpan.Zero => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };
}
