namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Headers of every answer, refusals and accidents included: set when an answer starts, so that clearing a half-made one does not lose them.
/// No cookies are set anywhere and no other origin is let in (no CORS). No HSTS: it would bind every port of the host's name, and whoever
/// calls the API names https itself.
/// </summary>
internal static class AnswerHeaders
{
    /// <summary>Nothing of an answer is a page: it may load nothing and be framed by nobody. The console's page says its own.</summary>
    public const string NoPage = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Stands before everything that answers.</summary>
    public static IApplicationBuilder UseAnswerHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            // Documents of others: no sniffing into script, no copy in any cache, no address of them told onward.
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = NoPage;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
