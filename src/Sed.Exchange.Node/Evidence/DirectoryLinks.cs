using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Evidence;

/// <summary>
/// Directories that lead from one signer to the next: the last that each signed, which announces who follows. With them a fingerprint told years ago still
/// proves what the latest directory says.
/// </summary>
internal static class DirectoryLinks
{
    /// <summary>The last directory of every signer but the latest's.</summary>
    public static IReadOnlyList<DirectoryRow> Find(IJournalReader journal, DirectoryRow latest, DateTimeOffset now)
    {
        // Most regions have never changed the key: two looks tell.
        var first = journal.AllDirectories().FirstOrDefault();
        if (first is null || SignerOf(latest, now) is not { } signer || signer.Equals(SignerOf(first, now))) return [];
        var links = new List<DirectoryRow>();
        DirectoryRow? before = null;
        Certificate? signerBefore = null;
        foreach (var row in journal.AllDirectories())
        {
            var next = SignerOf(row, now);
            if (before is not null && !Equals(next, signerBefore)) links.Add(before);
            (before, signerBefore) = (row, next);
        }

        return links;
    }

    private static Certificate? SignerOf(DirectoryRow row, DateTimeOffset now) =>
        DirectoryFile.OpenCryptoOnly(row.Bytes, now).Verdict.Signatures is [var signature, ..] ? signature.Signer : null;
}
