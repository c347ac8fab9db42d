using System.Globalization;
using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Room for mail beside the reserve of 5 % that receipts and state keep (DESIGN section 4, promise 6), and what kind of disk it is.</summary>
internal static class DiskCheck
{
    private const double Reserve = 0.05;
    private const double Low = 0.10;

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Configuration.DataFolder is not { } folder) yield break;
        DiskFacts? disk = null;
        string? fault = null;
        try
        {
            disk = DiskFacts.Of(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            fault = unreadable.Message;
        }

        if (disk is null)
        {
            yield return DoctorCodes.DiskUnknown.About(folder, fault);
            yield break;
        }

        var free = (double)disk.FreeBytes / Math.Max(1, disk.TotalBytes);
        yield return (free < Reserve ? DoctorCodes.DiskFull : free < Low ? DoctorCodes.DiskLow : DoctorCodes.DiskOk)
            .About(folder, Gigabytes(disk.FreeBytes), Gigabytes(disk.TotalBytes), Percent(free));
        if (disk is { TotalEntries: { } total, FreeEntries: { } entries } && (double)entries / total is < Low and var share)
            yield return DoctorCodes.DiskEntriesLow.About(folder, entries, Percent(share));
        yield return (disk.IsNetwork ? DoctorCodes.FilesystemNetwork : disk.IsVolatile ? DoctorCodes.FilesystemVolatile : DoctorCodes.FilesystemOk).About(folder, disk.Type);
    }

    private static string Gigabytes(long octets) => (octets / 1e9).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);
}
