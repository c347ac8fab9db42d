using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>The proofs of all signatures of an evidence file, numbered: the seal is 01, then receipts, then directories.</summary>
internal static class EvidenceProofs
{
    /// <summary>Takes every signature apart that holds; numbers of others stay free.</summary>
    public static List<SignatureProof> Of(Stream container, IEnumerable<(string Entry, byte[] Octets)> simple, CancellationToken cancel)
    {
        var proofs = new List<SignatureProof?> { OfContainer(container, cancel) };
        foreach (var (entry, octets) in simple) proofs.Add(OfSimple(proofs.Count + 1, entry, octets));
        return [.. proofs.OfType<SignatureProof>()];
    }

    private static SignatureProof? OfContainer(Stream container, CancellationToken cancel)
    {
        // How large it may be was decided before; of its contents only the small ones are read here.
        var rules = ZipRules.Canonical with { FileBytes = long.MaxValue, EntryBytes = long.MaxValue, TotalBytes = long.MaxValue, Entries = int.MaxValue };
        var zip = ZipReader.Read(container, rules, cancel);
        return OfSignature(1, EvidenceLayout.Container, zip, ContainerLayout.AsicManifestEntry);
    }

    private static SignatureProof? OfSimple(int number, string entry, byte[] octets)
    {
        var zip = ZipReader.Read(new MemoryStream(octets, false), ZipRules.Canonical, CancellationToken.None);
        return OfSignature(number, entry, zip, zip.Entries.Count > 1 ? zip.Entries[1].Name : "");
    }

    private static SignatureProof? OfSignature(int number, string where, ZipReading zip, string covered)
    {
        try
        {
            if (Read(zip, ContainerLayout.XadesEntry) is { } xades) return SignatureProof.Of(number, where, isXades: true, xades, null);
            return Read(zip, ContainerLayout.CadesEntry) is { } cades && Read(zip, covered) is { } content
                ? SignatureProof.Of(number, where, isXades: false, cades, content)
                : null;
        }
        catch (ZipContentException)
        {
            // Damaged: the verdict says so; there is nothing to take apart.
            return null;
        }
    }

    private static byte[]? Read(ZipReading zip, string name) =>
        zip.Entries.FirstOrDefault(entry => entry.Name == name) is { } entry && entry.Size <= ContainerLimits.Default.MetadataBytes ? zip.ReadAll(entry) : null;
}
