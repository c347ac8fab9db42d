using System.Buffers.Binary;
using System.IO.Compression;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Node.Papers;

/// <summary>Writes a picture as PNG (ISO/IEC 15948): a palette of 256 steps from white to its colour, its resolution, nothing else; the same octets each time.</summary>
internal static class PngFile
{
    private const double InchesPerMetre = 39.3701;

    /// <summary>The file.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="colour">Red, green and blue of what is drawn.</param>
    /// <param name="dotsPerInch">Resolution, for whoever places it on a page.</param>
    public static byte[] Write(Raster picture, (byte Red, byte Green, byte Blue) colour, int dotsPerInch)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (8, 3);
        Chunk(file, "IHDR", header);

        var palette = new byte[256 * 3];
        for (var step = 0; step < 256; step++)
        {
            palette[step * 3] = Mix(colour.Red, step);
            palette[(step * 3) + 1] = Mix(colour.Green, step);
            palette[(step * 3) + 2] = Mix(colour.Blue, step);
        }

        Chunk(file, "PLTE", palette);
        var density = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(density, (int)Math.Round(dotsPerInch * InchesPerMetre));
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), (int)Math.Round(dotsPerInch * InchesPerMetre));
        density[8] = 1;
        Chunk(file, "pHYs", density);
        Chunk(file, "IDAT", Rows(picture));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte Mix(byte colour, int step) => (byte)(255 - ((255 - colour) * step / 255));

    private static byte[] Rows(Raster picture)
    {
        var coverage = picture.Coverage();
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var row = 0; row < picture.Height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(coverage, row * picture.Width, picture.Width);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(body));
        file.Write(number);
    }
}
