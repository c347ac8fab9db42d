using System.Buffers.Binary;
using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Tests.Containers;

/// <summary>Takes archives apart and puts them together wrongly.</summary>
internal static class Forgery
{
    /// <summary>Names and contents of an archive of ours.</summary>
    public static List<(string Name, byte[] Content)> TakeApart(byte[] archive)
    {
        var reading = ZipReader.Read(new MemoryStream(archive), ZipRules.Foreign, CancellationToken.None);
        Assert.Null(reading.Fault);
        return [.. reading.Entries.Select(entry => (entry.Name, reading.ReadAll(entry)))];
    }

    /// <summary>A right archive of these entries.</summary>
    public static byte[] PutTogether(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        foreach (var (name, content) in entries) writer.Add(name, content);
        writer.Finish();
        return output.ToArray();
    }

    /// <summary>The archive with its entries changed.</summary>
    public static byte[] With(byte[] archive, Action<List<(string Name, byte[] Content)>> change)
    {
        var entries = TakeApart(archive);
        change(entries);
        return PutTogether(entries);
    }

    /// <summary>The archive with one text in one entry replaced by another.</summary>
    public static byte[] Replace(byte[] archive, string entry, string text, string by) => With(archive, entries =>
    {
        var index = entries.FindIndex(e => e.Name == entry);
        var before = Encoding.UTF8.GetString(entries[index].Content);
        Assert.Contains(text, before, StringComparison.Ordinal);
        entries[index] = (entry, Encoding.UTF8.GetBytes(before.Replace(text, by, StringComparison.Ordinal)));
    });

    /// <summary>
    /// A container whose seal is right over whatever is given: what a faulty or hostile sender with a real key could make.
    /// </summary>
    /// <param name="key">The seal.</param>
    /// <param name="envelope">Octets of the envelope.</param>
    /// <param name="media">Octets of META-INF/manifest.xml.</param>
    /// <param name="contents">Entries before the envelope, without mimetype.</param>
    /// <param name="change">Changes what the seal covers; null: everything once.</param>
    public static byte[] Seal(
        SigningKey key, byte[] envelope, byte[] media, IReadOnlyList<(string Name, byte[] Content)> contents, Action<List<SignedReference>>? change = null)
    {
        List<SignedReference> references = [new(ContainerLayout.EnvelopeEntry, key.Suite.Digest(envelope)), .. contents.Select(file => new SignedReference(file.Name, key.Suite.Digest(file.Content)))];
        change?.Invoke(references);
        List<(string, byte[])> entries =
        [
            (ContainerLayout.MimetypeEntry, Encoding.ASCII.GetBytes(ContainerLayout.Mimetype)),
            .. contents,
            (ContainerLayout.EnvelopeEntry, envelope),
            (ContainerLayout.ManifestEntry, media),
        ];
        if (key.Suite.Format == SignatureFormat.Xades)
        {
            entries.Add((ContainerLayout.XadesEntry, Xades.Sign(new SealingKey(key), references, Town.SentAt)));
        }
        else
        {
            var manifest = AsicManifest.Write(ContainerLayout.CadesEntry, references);
            entries.Add((ContainerLayout.AsicManifestEntry, manifest));
            entries.Add((ContainerLayout.CadesEntry, Cades.Sign(new SealingKey(key), key.Suite.Digest(manifest), Town.SentAt)));
        }

        return PutTogether(entries);
    }

    /// <summary>The container sealed again by the same key over an envelope with one text replaced.</summary>
    public static byte[] SealWithEnvelope(byte[] container, SigningKey key, string text, string by)
    {
        var entries = TakeApart(container);
        var envelope = Encoding.UTF8.GetString(entries.Single(entry => entry.Name == ContainerLayout.EnvelopeEntry).Content);
        Assert.Contains(text, envelope, StringComparison.Ordinal);
        return SealWithEnvelope(container, key, Encoding.UTF8.GetBytes(envelope.Replace(text, by, StringComparison.Ordinal)));
    }

    /// <summary>The container sealed again by the same key over another envelope.</summary>
    public static byte[] SealWithEnvelope(byte[] container, SigningKey key, byte[] envelope)
    {
        var entries = TakeApart(container);
        var media = entries.Single(entry => entry.Name == ContainerLayout.ManifestEntry).Content;
        return Seal(key, envelope, media, [.. entries.Where(entry => entry.Name.StartsWith("content/", StringComparison.Ordinal))]);
    }

    /// <summary>An archive of one stored entry whose central record has a ZIP64 field of a packer that writes more than it must.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="content">Its content.</param>
    /// <param name="values">How many of size, compressed size, offset, volume the field has.</param>
    /// <param name="sizesInField">True: the plain sizes refer to it; false: the plain offset does.</param>
    /// <param name="offsetBy">What is added to the offset in it.</param>
    public static byte[] Zip64(string name, byte[] content, int values, bool sizesInField, int offsetBy)
    {
        using var archive = new MemoryStream();
        using var writer = new BinaryWriter(archive);
        var octets = Encoding.ASCII.GetBytes(name);
        var crc = new Crc32();
        crc.Append(content);

        writer.Write(ZipFormat.LocalSignature);
        foreach (var value in (ushort[])[ZipFormat.Version45, 0, 0, ZipFormat.FixedTime, ZipFormat.FixedDate]) writer.Write(value);
        foreach (var value in (uint[])[crc.Value, (uint)content.Length, (uint)content.Length]) writer.Write(value);
        foreach (var value in (ushort[])[(ushort)octets.Length, 0]) writer.Write(value);
        writer.Write(octets);
        writer.Write(content);

        var central = (uint)archive.Length;
        var field = values * 8 - (values == 4 ? 4 : 0);
        writer.Write(ZipFormat.CentralSignature);
        foreach (var value in (ushort[])[ZipFormat.HostUnix << 8 | ZipFormat.Version45, ZipFormat.Version45, 0, 0, ZipFormat.FixedTime, ZipFormat.FixedDate]) writer.Write(value);
        var plain = sizesInField ? ZipFormat.Sentinel32 : (uint)content.Length;
        foreach (var value in (uint[])[crc.Value, plain, plain]) writer.Write(value);
        foreach (var value in (ushort[])[(ushort)octets.Length, (ushort)(4 + field), 0, 0, 0]) writer.Write(value);
        foreach (var value in (uint[])[ZipFormat.FixedAttributes, sizesInField ? 0 : ZipFormat.Sentinel32]) writer.Write(value);
        writer.Write(octets);
        foreach (var value in (ushort[])[ZipFormat.Zip64ExtraId, (ushort)field]) writer.Write(value);
        foreach (var value in ((ulong[])[(ulong)content.Length, (ulong)content.Length, (ulong)offsetBy]).Take(Math.Min(values, 3))) writer.Write(value);
        if (values == 4) writer.Write(0u);

        var length = (uint)archive.Length - central;
        writer.Write(ZipFormat.EndSignature);
        foreach (var value in (ushort[])[0, 0, 1, 1]) writer.Write(value);
        foreach (var value in (uint[])[length, central]) writer.Write(value);
        writer.Write((ushort)0);
        return archive.ToArray();
    }

    /// <summary>The octets of one entry.</summary>
    public static byte[] Entry(byte[] container, string name) => TakeApart(container).Single(entry => entry.Name == name).Content;

    /// <summary>Offset of the nth record with this signature.</summary>
    public static int Find(byte[] archive, uint signature, int number = 0)
    {
        var wanted = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, signature);
        var at = -1;
        for (var i = 0; i <= number; i++)
        {
            var next = archive.AsSpan(at + 1).IndexOf(wanted);
            Assert.True(next >= 0);
            at += 1 + next;
        }

        return at;
    }

    /// <summary>The archive with octets inserted, and the records behind them moved accordingly.</summary>
    public static byte[] Insert(byte[] archive, int at, byte[] octets, bool moveRecords)
    {
        byte[] forged = [.. archive.AsSpan(0, at), .. octets, .. archive.AsSpan(at)];
        if (!moveRecords) return forged;
        var end = Find(forged, ZipFormat.EndSignature);
        var central = BinaryPrimitives.ReadInt32LittleEndian(forged.AsSpan(end + 16)) + octets.Length;
        BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(end + 16), central);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(forged.AsSpan(end + 10));
        for (int i = 0, record = central; i < count; i++)
        {
            var offset = BinaryPrimitives.ReadInt32LittleEndian(forged.AsSpan(record + 42));
            if (offset >= at) BinaryPrimitives.WriteInt32LittleEndian(forged.AsSpan(record + 42), offset + octets.Length);
            record += ZipFormat.CentralLength + BinaryPrimitives.ReadUInt16LittleEndian(forged.AsSpan(record + 28))
                + BinaryPrimitives.ReadUInt16LittleEndian(forged.AsSpan(record + 30)) + BinaryPrimitives.ReadUInt16LittleEndian(forged.AsSpan(record + 32));
        }

        return forged;
    }
}
