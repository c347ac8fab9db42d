using System.Security.Cryptography;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Inputs each of which took a way that none before it took. New ones are kept in a folder, for the next worker.</summary>
internal sealed class Corpus(string folder, Random chance)
{
    // Inputs found last lead on more often than those from which everything was tried.
    private const int Recent = 64;

    private readonly List<(byte[] Octets, double Cost)> _inputs = [];

    /// <summary>How many.</summary>
    public int Count => _inputs.Count;

    /// <summary>Inputs that workers before this one found.</summary>
    public IEnumerable<byte[]> Earlier() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList() : [];

    /// <summary>One more.</summary>
    /// <param name="octets">The input.</param>
    /// <param name="cost">Seconds that it took.</param>
    public void Add(byte[] octets, double cost) => _inputs.Add((octets, cost));

    /// <summary>One more that no worker before knew.</summary>
    public void Keep(byte[] octets, double cost)
    {
        Add(octets, cost);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(octets))[..32]), octets);
    }

    /// <summary>One of them; of two the cheaper, mostly.</summary>
    public byte[] Pick()
    {
        var (one, two) = (PickAny(), PickAny());
        return (one.Cost < two.Cost) == (chance.Next(4) > 0) ? one.Octets : two.Octets;
    }

    private (byte[] Octets, double Cost) PickAny() =>
        _inputs[chance.Next(2) == 0 ? chance.Next(_inputs.Count) : chance.Next(Math.Max(0, _inputs.Count - Recent), _inputs.Count)];
}
