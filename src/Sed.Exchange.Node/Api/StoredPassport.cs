using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api;

/// <summary>Reads the passport of a package in an opened container.</summary>
internal static class StoredPassport
{
    // The door measured it before it was taken; this only keeps a mistake there from becoming a memory's end here.
    private const long MaxBytes = 256 * 1024 * 1024;

    /// <summary>The passport; null when the package has none of СЭВ or it cannot be read.</summary>
    public static SevReading? Read(OpenedContainer container)
    {
        var files = container.Envelope!.Files;
        for (var index = 0; index < files.Count; index++)
        {
            if (!IsPassport(files[index].Name) || files[index].Size > MaxBytes) continue;
            using var octets = container.OpenFile(index);
            using var all = new MemoryStream((int)files[index].Size);
            octets.CopyTo(all);
            return SevReader.Read(all.ToArray());
        }

        return null;
    }

    private static bool IsPassport(string name) =>
        name.Equals(SevDocInfo.FileName, StringComparison.OrdinalIgnoreCase) || name.Equals(SevReport.FileName, StringComparison.OrdinalIgnoreCase);
}
