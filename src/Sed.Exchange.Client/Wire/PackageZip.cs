using System.IO.Compression;
using System.Text;

namespace Sed.Exchange.Client.Wire;

/// <summary>A package as one flat ZIP, made anew at every pass and always the same: files stored as they are, times of no meaning.</summary>
internal sealed class PackageZip(IReadOnlyList<OutboundFile> files) : UploadSource
{
    /// <summary>Octets of files beyond which a ZIP would need its 64-bit form; such packages go in one request, file by file.</summary>
    public const long Largest = uint.MaxValue - 16L * 1024 * 1024;

    // The earliest a ZIP can say.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override async Task WriteAsync(Stream to, CancellationToken cancel)
    {
        var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancel).ConfigureAwait(false);
        await using (archive.ConfigureAwait(false))
        {
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = NoTime;
                var content = await entry.OpenAsync(cancel).ConfigureAwait(false);
                await using (content.ConfigureAwait(false))
                {
                    var octets = file.Open();
                    await using (octets.ConfigureAwait(false)) await octets.CopyToAsync(content, cancel).ConfigureAwait(false);
                }
            }
        }
    }
}
