using System.Globalization;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// The folder of imported lists of accredited authorities (<c>trust.list</c>): every version stays, since evidence cites it; the highest is in force. Names say number and
/// digest; one that was imported without a signature says that, too.
/// </summary>
internal static class AccreditedFolder
{
    private const string Unsigned = ".unsigned";
    private const string Ending = ".xml";

    /// <summary>The list in force with what was seen, or null: none was imported.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signer">The certificate that signs lists, or null.</param>
    /// <param name="now">Time of opening.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (string File, OpenedAccreditedList Opened)? Open(string folder, Certificate? signer, DateTimeOffset now)
    {
        if (!Directory.Exists(folder) || Newest(folder) is not { } file) return null;
        var isUnsigned = file.EndsWith(Unsigned + Ending, StringComparison.Ordinal);
        return signer is null && !isUnsigned
            ? (file, new OpenedAccreditedList(null, [new(AccreditationCodes.ListOtherSigner, Containers.Verdicts.VerdictStage.Signature, Containers.Verdicts.VerdictResult.Failed, "trust.listSigner")]))
            : (file, AccreditedListFile.Open(File.ReadAllBytes(file), isUnsigned ? null : signer, now));
    }

    /// <summary>Lays a list that was opened into the folder; the same one again changes nothing.</summary>
    /// <returns>Its file; null: a higher one is there already.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string? Import(string folder, byte[] octets, AccreditedList list, bool isUnsigned)
    {
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{list.Version:d12}-{list.Sha256[..16]}{(isUnsigned ? Unsigned : string.Empty)}{Ending}"));
        DurableFiles.CreateFolder(folder);
        if (File.Exists(file)) return file;
        if (Newest(folder) is { } newest && string.CompareOrdinal(Path.GetFileName(newest)[..12], Path.GetFileName(file)[..12]) > 0) return null;
        var half = file + ".part";
        using (var stream = DurableFiles.CreateAnew(half))
        {
            stream.Write(octets);
            stream.Flush();
            DurableFiles.Sync(stream.SafeFileHandle);
        }

        DurableFiles.Rename(half, file);
        return file;
    }

    private static string? Newest(string folder) => Directory.EnumerateFiles(folder, "*" + Ending).Max(StringComparer.Ordinal);
}
