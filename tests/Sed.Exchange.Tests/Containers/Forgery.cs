using System.Buffers.Binary;
using System.Text;
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
