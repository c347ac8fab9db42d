using System.Text.Json;

namespace Sed.Exchange.Client.Wire;

/// <summary>Hands something in: in one request, or in pieces when it is large, or when the line has shown that one request is too much for it.</summary>
/// <param name="caller">Makes the calls.</param>
/// <param name="resumableFrom">Octets from which it goes in pieces at once; <see cref="long.MaxValue"/>: never in pieces.</param>
internal sealed class HandingIn(Caller caller, long resumableFrom)
{
    /// <summary>Octets below which it never goes in pieces: they take a second at the pace that every try is given time for.</summary>
    public const long Small = 256 * 1024;

    /// <summary>Hands it in.</summary>
    /// <param name="length">Octets of the files.</param>
    /// <param name="whole">The request with all octets.</param>
    /// <param name="named">The same request without octets, for the upload to be named in.</param>
    /// <param name="upload">The same octets in pieces; null: they cannot go so.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Submitted> SendAsync(
        long length, Func<HttpRequestMessage> whole, Func<HttpRequestMessage> named, Func<Upload>? upload, CancellationToken cancel)
    {
        if (upload is not null && length >= resumableFrom && await InPiecesAsync(upload(), named, elseWhole: false, cancel).ConfigureAwait(false) is { } large) return large;
        var mayGoOn = upload is not null && length >= Small && length < resumableFrom && resumableFrom < long.MaxValue && caller.Tries > 1;
        try
        {
            return await caller.AskAsync<Submitted>(whole, Repeatable.Yes, cancel, ends: IsTooMuch).ConfigureAwait(false);
        }
        catch (ExchangeConnectionException lost) when (IsTooMuch(lost))
        {
            // The next try would send everything again, and end in the same place; of pieces something stays. If it was taken all the same, the node knows it.
        }

        return await InPiecesAsync(upload!(), named, elseWhole: true, cancel).ConfigureAwait(false)
            ?? await caller.AskAsync<Submitted>(whole, Repeatable.Yes, cancel).ConfigureAwait(false);

        // What is no answer of a node came from something in between, which would not understand pieces either.
        bool IsTooMuch(ExchangeConnectionException lost) =>
            mayGoOn && lost is { Fault: ConnectionFault.Cut or ConnectionFault.Late, InnerException: not JsonException };
    }

    // Null: whoever answers takes everything in one request only. What refuses pieces, something in between that knows no PATCH or a node that has too many of
    // them, may take the whole all the same, where that is small enough for it.
    private static async Task<Submitted?> InPiecesAsync(Upload upload, Func<HttpRequestMessage> named, bool elseWhole, CancellationToken cancel)
    {
        try
        {
            if (!await upload.SendAsync(cancel).ConfigureAwait(false)) return null;
        }
        catch (ExchangeProblemException) when (elseWhole)
        {
            return null;
        }

        return await upload.HandInAsync<Submitted>(named, cancel).ConfigureAwait(false);
    }
}
