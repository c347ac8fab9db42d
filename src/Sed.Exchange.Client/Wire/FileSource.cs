namespace Sed.Exchange.Client.Wire;

/// <summary>One file as it is.</summary>
internal sealed class FileSource(OutboundFile file) : UploadSource
{
    protected override async Task WriteAsync(Stream to, CancellationToken cancel)
    {
        var octets = file.Open();
        await using (octets.ConfigureAwait(false)) await octets.CopyToAsync(to, cancel).ConfigureAwait(false);
    }
}
