using System.Text;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Containers;

/// <summary>The steps of sealing a container, in their order.</summary>
internal static class ContainerWriting
{
    private const int BufferBytes = 128 * 1024;

    public static SealedContainer Write(Stream output, Envelope draft, IReadOnlyList<PackageFile> files, SigningKey seal, CancellationToken cancel)
    {
        if (!output.CanRead) throw new ArgumentException("A container is read back for its digest: the stream must be readable.", nameof(output));
        var names = files.Select(file => file.Name).ToList();
        RefuseNames(names);
        var zip = new ZipWriter(output);

        // 1. What the container is; ETSI EN 319 162-1 section 4.4.3.1 wants it first.
        zip.Add(ContainerLayout.MimetypeEntry, Encoding.ASCII.GetBytes(ContainerLayout.Mimetype));

        // 2. The package's files, each to its final offset while it is hashed.
        var entries = FileNames.EntriesFor(names);
        var written = files.Select((file, i) => WriteFile(zip, file, entries[i], seal.Suite, cancel)).ToList();

        // 3. The envelope and what follows from it.
        var envelope = EnvelopeXml.Settle(draft) with { Files = written };
        var envelopeOctets = EnvelopeXml.Write(envelope);
        zip.Add(ContainerLayout.EnvelopeEntry, envelopeOctets);
        zip.Add(ContainerLayout.ManifestEntry, MediaManifest.Write(envelope));

        // 4. The seal over the digests of what was stored.
        List<SignedReference> references = [new(ContainerLayout.EnvelopeEntry, seal.Suite.Digest(envelopeOctets)), .. written.Select(file => new SignedReference(file.Entry, file.Digest))];
        WriteSeal(zip, references, seal, envelope.SentAt);
        zip.Finish();

        // 5. The container's identity. A second pass, because local headers were patched behind the content.
        return new SealedContainer(envelope, DigestOf(output, seal.Suite, cancel), output.Length);
    }

    private static void RefuseNames(List<string> names)
    {
        if (names.Count == 0) throw new ArgumentException("A package has at least one file.");
        for (var i = 0; i < names.Count; i++)
            if (!FileNames.IsCarryable(names[i])) throw new ArgumentException($"The name of file {i} cannot be carried.");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) throw new ArgumentException("Two files of the package have one name.");
    }

    private static EnvelopeFile WriteFile(ZipWriter zip, PackageFile file, string entry, Suite suite, CancellationToken cancel)
    {
        using var digester = suite.CreateDigester();
        using var content = file.Open();
        var size = zip.Add(entry, content, file.Length, digester, cancel).Size;
        return new EnvelopeFile(file.Name, entry, size, MediaTypes.Of(file.Name), digester.Finish());
    }

    private static void WriteSeal(ZipWriter zip, List<SignedReference> references, SigningKey seal, DateTimeOffset at)
    {
        if (seal.Suite.Format == SignatureFormat.Xades)
        {
            zip.Add(ContainerLayout.XadesEntry, Xades.Sign(new SealingKey(seal), references, at));
            return;
        }

        var manifest = AsicManifest.Write(ContainerLayout.CadesEntry, references);
        zip.Add(ContainerLayout.AsicManifestEntry, manifest);
        zip.Add(ContainerLayout.CadesEntry, Cades.Sign(new SealingKey(seal), seal.Suite.Digest(manifest), at));
    }

    private static DigestValue DigestOf(Stream stream, Suite suite, CancellationToken cancel)
    {
        using var digester = suite.CreateDigester();
        var buffer = new byte[BufferBytes];
        stream.Position = 0;
        for (int got; (got = stream.Read(buffer)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            digester.Append(buffer.AsSpan(0, got));
        }

        return digester.Finish();
    }
}
