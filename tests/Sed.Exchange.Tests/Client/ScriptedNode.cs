using System.Net;
using System.Text;

namespace Sed.Exchange.Tests.Client;

/// <summary>Answers calls from a script and keeps what was asked; the last answer repeats.</summary>
internal sealed class ScriptedNode(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<(string Line, string? Key, string Body)> Calls { get; } = [];

    public static Func<HttpResponseMessage> Json(HttpStatusCode status, string body, string type = "application/json") => () =>
        new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static Func<HttpResponseMessage> Problem(HttpStatusCode status, string code, string? retryAfter = null) => () =>
    {
        var answer = Json(status, $$"""{"code":"{{code}}","title":"t","detail":"d","means":"m","do":"r"}""", "application/problem+json")();
        if (retryAfter is not null) answer.Headers.Add("Retry-After", retryAfter);
        return answer;
    };

    public static Func<HttpResponseMessage> Broken { get; } = () => throw new HttpRequestException("connection reset");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        Calls.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", key, body));
        return answers[Math.Min(Calls.Count, answers.Length) - 1]();
    }
}
