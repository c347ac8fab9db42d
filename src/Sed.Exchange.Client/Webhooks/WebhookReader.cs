using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Client.Wire;

namespace Sed.Exchange.Client;

/// <summary>
/// Reads what a node posts to your webhook, and believes only what is signed with your secret. Give it the body's octets as they came, before anything parses
/// them:
/// <code>
/// var reader = new WebhookReader(secret);
/// app.MapPost("/sedx", async (HttpRequest request) =>
/// {
///     var told = reader.Read(request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!, await OctetsOf(request));
///     if (told is null) return Results.Unauthorized();
///     registry.Note(told);              // durably, and only once for one Cursor: a call may come again
///     return Results.NoContent();       // now the node tells the next one
/// });
/// </code>
/// </summary>
public sealed class WebhookReader
{
    private const string Prefix = "whsec_";
    private readonly byte[] _key;
    private readonly TimeProvider _time;
    private readonly TimeSpan _tolerance;

    /// <summary>Creates a reader.</summary>
    /// <param name="secret">What <c>sedx webhook add</c> printed: <c>whsec_…</c></param>
    /// <param name="tolerance">How far a call's time may be from yours; 5 minutes when not given. Stops old calls from being played again.</param>
    /// <param name="time">Your clock; the machine's when not given.</param>
    /// <exception cref="ArgumentException">That is no secret of a webhook.</exception>
    public WebhookReader(string secret, TimeSpan? tolerance = null, TimeProvider? time = null)
    {
        var key = new byte[64];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) || length < 24)
            throw new ArgumentException("A secret of a webhook begins with whsec_.", nameof(secret));
        (_key, _tolerance, _time) = (key[..length], tolerance ?? TimeSpan.FromMinutes(5), time ?? TimeProvider.System);
    }

    /// <summary>The event that a call tells, or null: the call is not the node's, or not of now. Answer 401 then.</summary>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>.</param>
    /// <param name="body">The body, octet by octet.</param>
    public ExchangeEvent? Read(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return null;
        if (Math.Abs((double)at - _time.GetUtcNow().ToUnixTimeSeconds()) > _tolerance.TotalSeconds) return null;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, signed))}");

        // Several, while a secret is being changed.
        var isSigned = signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected));
        if (!isSigned) return null;
        try
        {
            return JsonSerializer.Deserialize<Call>(body, WireJson.Options)?.Data;
        }
        catch (JsonException)
        {
            // Signed, and yet not what a node says: somebody else has the secret.
            return null;
        }
    }

    private sealed record Call(ExchangeEvent? Data);
}
