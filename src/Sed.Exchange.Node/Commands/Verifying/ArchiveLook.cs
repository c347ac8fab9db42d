using System.Text;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>
/// Tells our own archives from signed containers of others by what is in them: ours hold a document in our namespace, whatever the file is called, and are
/// judged by their narrow profile also when somebody packed them again.
/// </summary>
internal static class ArchiveLook
{
    private const int Head = 4096;

    /// <summary>The kind; null: the archive cannot be read, or nothing in it tells.</summary>
    public static FileKind? Recognise(string file)
    {
        using var octets = File.OpenRead(file);
        var zip = ZipReader.Read(octets, ZipRules.Foreign with { AllowBareUtf8 = true }, CancellationToken.None);
        if (zip.Fault is not null) return null;
        if (zip.Entries.Any(entry => entry.Name == "container.asice")) return FileKind.Evidence;
        if (IsOurs(zip, "envelope.xml")) return FileKind.Container;
        if (IsOurs(zip, "receipt.xml")) return FileKind.Receipt;
        if (IsOurs(zip, "directory.xml")) return FileKind.Directory;
        return zip.Entries.Any(entry => entry.Name.StartsWith("META-INF/", StringComparison.Ordinal)) ? FileKind.ForeignContainer : null;
    }

    private static bool IsOurs(ZipReading zip, string name)
    {
        if (zip.Entries.FirstOrDefault(entry => entry.Name == name) is not { } entry) return false;
        try
        {
            using var content = zip.Open(entry);
            var start = new byte[Head];
            return Encoding.UTF8.GetString(start, 0, content.ReadAtLeast(start, Head, throwOnEndOfStream: false)).Contains("urn:sed-exchange:", StringComparison.Ordinal);
        }
        catch (ZipContentException)
        {
            // Damaged: whichever of our kinds it is called, that kind's own reader says what is wrong.
            return true;
        }
    }
}
