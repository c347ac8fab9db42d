using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>Reads <c>application/zip</c>: a flat ZIP of the package's files, stored or deflated. Limits come before the archive is opened.</summary>
internal static class ZipReading
{
    private const uint EndSignature = 0x06054b50;
    private const int EndLength = 22;

    // Name, extra field and comment of one entry of the central directory; more is an attack on memory.
    private const int MaxEntryBytes = 46 + 2048;

    // Names without the UTF-8 flag are read as UTF-8 or not at all: guessing a code page would change names.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task ReadAsync(HttpRequest request, UploadFolder folder, Upload upload, long limit, int maxFiles, CancellationToken cancel)
    {
        await using var spool = folder.CreateTemporary();
        await CopyAsync(request.Body, spool, limit, cancel);
        RequireSmallDirectory(spool, maxFiles);
        try
        {
            await using var archive = await ZipArchive.CreateAsync(spool, ZipArchiveMode.Read, leaveOpen: true, StrictUtf8, cancel);
            foreach (var entry in archive.Entries)
            {
                if (entry.IsEncrypted) throw new UploadException(HttpProblemCodes.RequestInvalid, "an encrypted ZIP entry");
                await using var content = await entry.OpenAsync(cancel);
                await upload.AddAsync(entry.FullName, content, cancel);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new UploadException(HttpProblemCodes.FileNameRefused, "a ZIP entry's name is not UTF-8");
        }
        catch (InvalidDataException malformed)
        {
            throw new UploadException(HttpProblemCodes.RequestInvalid, malformed.Message);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, long limit, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        int filled;
        while ((filled = await from.ReadAsync(buffer, cancel)) > 0)
        {
            total += filled;
            if (total > limit) throw new UploadException(ProblemCodes.TooLarge, $"more than {limit} octets");
            await to.WriteAsync(buffer.AsMemory(0, filled), cancel);
        }
    }

    // ZipArchive reads the whole central directory into memory before anybody can count: a directory that is small by its own end record
    // and really ends there cannot be large.
    private static void RequireSmallDirectory(Stream zip, int maxFiles)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndLength + ushort.MaxValue)];
        zip.Seek(-tail.Length, SeekOrigin.End);
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature) continue;
            var end = tail.AsSpan(at);
            var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            {
                throw new UploadException(HttpProblemCodes.RequestInvalid, "ZIP64: send large packages as multipart/form-data");
            }

            if (count > maxFiles) throw new UploadException(ProblemCodes.TooLarge, $"more than {maxFiles} files");
            if (offset + (long)size != zip.Length - tail.Length + at || size > (long)count * MaxEntryBytes)
            {
                throw new UploadException(HttpProblemCodes.RequestInvalid, "the ZIP's central directory is not where it says");
            }

            return;
        }

        throw new UploadException(HttpProblemCodes.RequestInvalid, "not a ZIP archive");
    }
}
