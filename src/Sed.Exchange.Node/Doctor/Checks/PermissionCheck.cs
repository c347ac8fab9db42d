using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Who else may read the data. Keys and passwords that others may read are faults of the configuration already.</summary>
internal static class PermissionCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        var configuration = patient.Configuration;
        if (OperatingSystem.IsWindows() || configuration.DataFolder is null) yield break;
        if (!Path.Exists(configuration.DataFolder))
        {
            yield return DoctorCodes.PermissionsNew.About(configuration.DataFolder);
            yield break;
        }

        var exposed = 0;
        foreach (var path in (string[])[configuration.DataFolder, NodeStore.JournalFile(configuration), NodeStore.BlobFolder(configuration)])
        {
            if (!Path.Exists(path) || (File.GetUnixFileMode(path) & Others) == 0) continue;
            exposed++;
            yield return DoctorCodes.PermissionsOpen.About(path, Convert.ToString((int)File.GetUnixFileMode(path), 8));
        }

        if (exposed == 0) yield return DoctorCodes.PermissionsOk.About(configuration.DataFolder);
    }
}
