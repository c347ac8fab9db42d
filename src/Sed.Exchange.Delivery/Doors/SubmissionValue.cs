using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What "the same submission" means: the sorted (name, digest) of all files, and the recipients.</summary>
internal sealed class SubmissionValue
{
    private readonly List<(string Name, byte[] Sha256)> _files = [];

    /// <summary>Reads all octets of the files.</summary>
    public SubmissionValue(IReadOnlyList<PackageFile> files)
    {
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var octets = file.Open();
            _files.Add((file.Name, SHA256.HashData(octets)));
        }
    }

    /// <summary>The value of these files for these recipients.</summary>
    public string For(IEnumerable<Guid> recipients)
    {
        using var value = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, sha256) in _files)
        {
            Append(value, name);
            value.AppendData(sha256);
        }

        foreach (var recipient in recipients.Order()) Append(value, recipient.ToString());
        return Convert.ToHexStringLower(value.GetHashAndReset());
    }

    // The length in front keeps ("ab", "c") and ("a", "bc") apart.
    private static void Append(IncrementalHash hash, string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(octets.Length));
        hash.AppendData(octets);
    }
}
