using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Sed.Exchange.Client.Wire;

/// <summary>Reads something large into a file and goes on where a connection was cut, as long as each try brings octets.</summary>
internal sealed class Download(Caller caller, string path, TimeSpan extra)
{
    /// <summary>Octets of the whole, as the node said; null: it did not.</summary>
    public long? Length { get; private set; }

    /// <summary>What the node called the octets (RFC 9110 section 8.8.3), without quotation marks; null: nothing, or nothing that stands for octets.</summary>
    public string? Tag { get; private set; }

    /// <summary>Writes everything.</summary>
    /// <param name="output">An empty file.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The SHA-256 of what came, in lower-case hexadecimal.</returns>
    /// <exception cref="ExchangeConnectionException">As many tries in a row as are allowed brought nothing.</exception>
    public async Task<string> WriteAsync(FileStream output, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var vain = 0; ;)
        {
            var before = output.Position;
            using var answer = await caller.SendAsync(() => From(output.Position), Repeatable.Yes, extra, cancel).ConfigureAwait(false);
            Exception failed;
            Hear(answer);
            try
            {
                if (output.Position > 0 && answer.StatusCode != HttpStatusCode.PartialContent)
                {
                    // The node answers with the whole, and the octets begin anew.
                    output.SetLength(0);
                    hash.GetHashAndReset();
                }

                await CopyAsync(answer, output, hash, cancel).ConfigureAwait(false);
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            catch (ExchangeConnectionException cut) when (cut.Fault is ConnectionFault.Cut or ConnectionFault.Late)
            {
                // Of the line, whichever way it ended; what the disk here says goes to the caller.
                vain = output.Position > before ? 1 : vain + 1;
                if (vain >= caller.Tries) throw caller.CutOff(vain, cut);
                failed = cut;
            }

            await caller.PauseAsync(vain, failed, cancel).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage From(long offset)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (offset > 0) request.Headers.Range = new RangeHeaderValue(offset, null);
        return request;
    }

    private void Hear(HttpResponseMessage answer)
    {
        var headers = answer.Content.Headers;
        Length = (answer.StatusCode == HttpStatusCode.PartialContent ? headers.ContentRange?.Length : headers.ContentLength) ?? Length;
        if (answer.Headers.ETag is { IsWeak: false } named) Tag = named.Tag.Trim('"');
    }

    private async Task CopyAsync(HttpResponseMessage answer, FileStream output, IncrementalHash hash, CancellationToken cancel)
    {
        var content = await caller.BodyOfAsync(answer, cancel).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var buffer = new byte[81920];
            for (int read; (read = await content.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                await output.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            }
        }
    }
}
