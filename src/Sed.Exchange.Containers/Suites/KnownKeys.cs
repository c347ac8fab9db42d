using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Suites;

/// <summary>
/// Public keys that were worked out before, by all their octets: the same few seals and nodes sign most of what comes, and to read a GOST key costs more than to check a signature under it
/// (the order of its point, the table of its multiples). What stands here follows from the octets alone, so nodes in one process share work and nothing else. What is no key is not kept.
/// </summary>
internal static class KnownKeys
{
    /// <summary>Keys at most, a few kilobytes each; whoever sends more of them than this makes others wait a millisecond longer, and no memory grow.</summary>
    public const int Most = 1024;

    private static readonly ConcurrentDictionary<string, KeyFacts> Known = new(StringComparer.Ordinal);

    /// <summary>How many are known.</summary>
    public static int Count => Known.Count;

    /// <summary>What is to be known of a key.</summary>
    public static KeyFacts Of(SubjectKey key)
    {
        var name = Convert.ToBase64String(SHA256.HashData(key.Octets));
        if (Known.TryGetValue(name, out var known)) return known;
        var facts = WorkOut(key);
        if (!facts.IsKey) return facts;
        if (Known.Count >= Most) Known.Clear();
        return Known.GetOrAdd(name, facts);
    }

    private static KeyFacts WorkOut(SubjectKey key)
    {
        switch (key.Algorithm)
        {
            case GostKeyCodec.Algorithm2001 or GostKeyCodec.Algorithm256 or GostKeyCodec.Algorithm512:
                return new KeyFacts(Gost: GostKeyCodec.ReadPublic(key.Octets.ToArray()));
            case RsaSuite.KeyAlgorithm:
                using (var rsa = RsaSuite.OpenPublic(key)) return new KeyFacts(RsaBits: rsa?.KeySize);
            case EcdsaSuite.KeyAlgorithm:
                using (var curve = EcdsaSuite.OpenPublic(key)) return new KeyFacts(CurveBits: curve?.KeySize);
            default:
                return new KeyFacts();
        }
    }
}
