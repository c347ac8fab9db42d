using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Delivery.Checking;

/// <summary>
/// Octets that the journal refers to. A refused container has neither a length nor a time of admission, a held one is not admitted yet.
/// </summary>
/// <param name="Blob">Their name in the store.</param>
/// <param name="Digest">What they were when they were stored.</param>
/// <param name="Length">How many; null: not noted.</param>
/// <param name="StoredAt">When they were admitted; null: they were not.</param>
public sealed record KeptOctets(string Blob, DigestValue Digest, long? Length, DateTimeOffset? StoredAt)
{
    /// <summary>Of containers that are whole.</summary>
    public static IEnumerable<KeptOctets> OfContainers(IJournalReader journal) => journal.AllContainers()
        .Where(row => row.Remains == Remains.Everything)
        .Select(row => new KeptOctets(row.Blob, row.Digest, row.Length, row.StoredAt));

    /// <summary>Of refused copies.</summary>
    public static IEnumerable<KeptOctets> OfRefusals(IJournalReader journal) => journal.AllRefusals()
        .Where(row => row.Blob is not null)
        .Select(row => new KeptOctets(row.Blob!, row.Container, null, null));

    /// <summary>Of what is held.</summary>
    public static IEnumerable<KeptOctets> OfHeld(IJournalReader journal) => journal.AllHeld()
        .DistinctBy(row => row.Blob)
        .Select(row => new KeptOctets(row.Blob, row.Container, row.Length, null));

    /// <summary>Reads octets to their end.</summary>
    /// <returns>Their digest by the algorithm of <see cref="Digest"/>; null: it is not known here.</returns>
    public async Task<DigestValue?> DigestAsync(Stream octets, CancellationToken cancel)
    {
        using var digester = Suite.FindDigester(Digest.Algorithm);
        if (digester is null) return null;
        var buffer = new byte[128 * 1024];
        for (int read; (read = await octets.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;) digester.Append(buffer.AsSpan(0, read));
        return digester.Finish();
    }
}
