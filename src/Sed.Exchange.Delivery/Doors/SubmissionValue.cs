using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Delivery.Doors;

/// <summary>What "the same submission" means: the sorted (name, digest) of all files, and the recipients.</summary>
internal static class SubmissionValue
{
    public static string Of(IReadOnlyList<PackageFile> files, IReadOnlyList<PlannedRecipient> recipients) =>
        Of(files, recipients.Select(recipient => recipient.Organisation.Id));

    public static string Of(IReadOnlyList<PackageFile> files, IEnumerable<Guid> recipients)
    {
        using var value = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var octets = file.Open();
            Append(value, file.Name);
            value.AppendData(SHA256.HashData(octets));
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
