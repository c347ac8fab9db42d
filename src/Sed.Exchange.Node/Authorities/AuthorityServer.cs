using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Authorities;

/// <summary>
/// Serves a development region's authorities over plain HTTP on loopback: time-stamps (RFC 3161 section 3.4), OCSP by GET and POST (RFC 6960 appendix A),
/// lists and certificates (RFC 4386 media types). Nothing else asks who is there.
/// </summary>
internal static class AuthorityServer
{
    /// <summary>How long lists and answers may be relied on: short enough that play with revocation is seen, long enough for a day's work.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    /// <summary>Builds it; whoever starts it stops it.</summary>
    public static WebApplication Build(AuthorityFolder folder, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "sedx", EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(ConsoleLogging.Create());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = OcspResponder.MaxQuestionBytes;
            kestrel.Listen(IPAddress.Loopback, folder.Address.Port);
        });
        var app = builder.Build();
        app.MapPost("/tsa", async context => await AnswerAsync(context, "application/timestamp-query", "application/timestamp-reply", question => folder.Time.Answer(question, time.GetUtcNow())));
        foreach (var authority in folder.Authorities)
        {
            app.MapPost($"/ocsp/{authority.Name}", async context =>
                await AnswerAsync(context, "application/ocsp-request", "application/ocsp-response", question => authority.Answer(question, time.GetUtcNow(), Validity)));
            app.MapGet($"/ocsp/{authority.Name}/{{**question}}", context =>
                WriteAsync(context, "application/ocsp-response", authority.Answer(QuestionOf(context), time.GetUtcNow(), Validity)));
            app.MapGet($"/crl/{authority.Name}.crl", context => WriteAsync(context, "application/pkix-crl", authority.WriteList(time.GetUtcNow(), Validity)));
            app.MapGet($"/ca/{authority.Name}.cer", context => WriteAsync(context, "application/pkix-cert", authority.Certificate.Der.ToArray()));
        }

        return app;
    }

    private static async Task AnswerAsync(HttpContext context, string asked, string answered, Func<byte[], byte[]> answer)
    {
        if (context.Request.ContentType != asked)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var question = new MemoryStream();
        await context.Request.Body.CopyToAsync(question, context.RequestAborted);
        await WriteAsync(context, answered, answer(question.ToArray()));
    }

    private static async Task WriteAsync(HttpContext context, string type, byte[] octets)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = octets.Length;
        await context.Response.Body.WriteAsync(octets, context.RequestAborted);
    }

    // Base64 has slashes and plus signs: only the target as it came tells the escaped from the bare. What is no base64 is a question that cannot be read.
    private static byte[] QuestionOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('/', 4);
        try
        {
            return path.Length < 4 ? [] : Convert.FromBase64String(Uri.UnescapeDataString(path[3]));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
