using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api.Problems;

namespace Sed.Exchange.Node.Api.Uploads;

/// <summary>
/// Reads <c>application/zip</c>: a flat ZIP of the package's files, stored or deflated. It is read by the same strict reader as containers are,
/// limits first: what two programs could unpack to different files is refused, and nothing is unpacked of an archive that is.
/// </summary>
internal static class ZipReading
{
    public static async Task ReadAsync(HttpRequest request, Upload upload, UploadDesk desk, CancellationToken cancel)
    {
        await using var spool = desk.Folder.CreateTemporary();
        await CopyAsync(request.Body, spool, desk, cancel);
        await ReadAsync(spool, upload, desk.Limits, cancel);
    }

    public static async Task ReadAsync(Stream spool, Upload upload, UploadLimits limits, CancellationToken cancel)
    {
        var archive = ZipReader.Read(spool, RulesFor(limits), cancel);
        if (archive.Fault is { } fault) throw Refuse(fault);
        foreach (var entry in archive.Entries)
        {
            try
            {
                await using var content = archive.Open(entry);
                await upload.AddAsync(entry.Name, content, cancel);
            }
            catch (ZipContentException lie)
            {
                throw Refuse(lie.Fault);
            }
        }
    }

    private static ZipRules RulesFor(UploadLimits limits) => ZipRules.Foreign with
    {
        FileBytes = limits.Bytes,
        Entries = limits.Files,
        EntryBytes = limits.Bytes,
        TotalBytes = limits.Bytes,
        // A package is flat: a folder's name would be a directory part.
        AllowFolders = false,
        AllowBareUtf8 = true,
    };

    private static UploadException Refuse(ZipFault fault) => new(new Problem(CodeOf(fault.Kind), $"{fault.Kind}: {fault.Seen}") { Findings = [ZipFindings.Of(fault)] });

    private static string CodeOf(ZipFaultKind kind) => kind switch
    {
        ZipFaultKind.TooLarge or ZipFaultKind.TooManyEntries => ProblemCodes.TooLarge,
        ZipFaultKind.Name or ZipFaultKind.NameEncoding or ZipFaultKind.Folder => HttpProblemCodes.FileNameRefused,
        _ => HttpProblemCodes.RequestInvalid,
    };

    private static async Task CopyAsync(Stream from, Stream to, UploadDesk desk, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        var limit = desk.Limits.Bytes;
        var look = UploadDesk.LookEvery;
        long total = 0;
        int filled;
        while ((filled = await from.ReadAsync(buffer, cancel)) > 0)
        {
            total += filled;
            if (total > limit) throw new UploadException(ProblemCodes.TooLarge, $"more than {limit} octets");
            desk.RequireRoomAgain(total, ref look);
            await to.WriteAsync(buffer.AsMemory(0, filled), cancel);
        }
    }
}
