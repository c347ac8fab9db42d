using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Callers;
using Sed.Exchange.Node.Exchange;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Api.Access;

/// <summary>Authenticates a client of the API by <c>Authorization: Bearer</c> key, else by its TLS certificate's thumbprint.</summary>
internal sealed class ClientAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, ClientRegistry clients, CallerLimits limits)
    // The framework's handler would write lines of its own for every failure, however many there are.
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "SedExchange";

    private const string Bearer = "Bearer ";

    private readonly ILogger _log = logging.CreateLogger<ClientAuthentication>();

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // A node's certificate is no client's: the peer gate has judged it already.
        if (Context.Features.Get<Peer>() is not null) return AuthenticateResult.NoResult();
        var cancel = Context.RequestAborted;
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.Fail("authorization is not Bearer");
            return await clients.FindByKeyAsync(header[Bearer.Length..].Trim(), cancel) is { } byKey
                ? Enter(byKey)
                : AuthenticateResult.Fail("key unknown or revoked");
        }

        if (await Context.Connection.GetClientCertificateAsync(cancel) is not { } certificate) return AuthenticateResult.NoResult();
        // Known or not: who lost a key that has run out must not find it still opening.
        var now = TimeProvider.GetUtcNow().UtcDateTime;
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
        {
            return AuthenticateResult.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"certificate valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}"));
        }

        var thumbprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        return await clients.FindByCertificateAsync(thumbprint, cancel) is { } byCertificate
            ? Enter(byCertificate)
            : AuthenticateResult.Fail($"certificate {thumbprint} unknown or revoked");
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (limits.CountStranger(Context.Connection.RemoteIpAddress) is { } tooMany)
        {
            await new ProblemAnswer(tooMany).ExecuteAsync(Context);
            return;
        }

        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "neither key nor certificate";
        NodeLog.ClientNotAuthenticated(_log, Context.Connection.RemoteIpAddress, failure);
        Response.Headers.WWWAuthenticate = "Bearer realm=\"sedx\"";
        await new ProblemAnswer(HttpProblemCodes.Unauthorized).ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        new ProblemAnswer(HttpProblemCodes.Forbidden).ExecuteAsync(Context);

    private AuthenticateResult Enter(ApiClient client)
    {
        Context.Features.Set(client);
        var role = client.IsAdministrator ? ClientRoles.Administrator : ClientRoles.Installation;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, client.Id), new Claim(ClaimTypes.Role, role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
