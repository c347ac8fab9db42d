namespace Sed.Exchange.Scenarios.Damage;

/// <summary>Harms a journal's file.</summary>
internal static class HarmedFile
{
    private const int Page = 4096;

    /// <summary>Does it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="harm">What.</param>
    /// <param name="chance">Which octets.</param>
    public static void Do(string path, Harm harm, Random chance)
    {
        if (harm == Harm.Gone)
        {
            File.Delete(path);
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var pages = file.Length / Page;
        switch (harm)
        {
            case Harm.Header:
                Overwrite(file, 0, Octets(chance, 100));
                break;
            case Harm.Garbage:
                Overwrite(file, pages / 4 * Page, Octets(chance, (int)(pages / 2) * Page));
                break;
            case Harm.Zeros:
                Overwrite(file, pages / 4 * Page, new byte[pages / 2 * Page]);
                break;
            case Harm.Truncated:
                file.SetLength(pages / 2 * Page);
                break;
            case Harm.Emptied:
                file.SetLength(0);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(harm), harm, "Not a harm of a file.");
        }
    }

    private static byte[] Octets(Random chance, int count)
    {
        var octets = new byte[count];
        chance.NextBytes(octets);
        return octets;
    }

    private static void Overwrite(FileStream file, long from, ReadOnlySpan<byte> octets)
    {
        file.Position = from;
        file.Write(octets);
    }
}
