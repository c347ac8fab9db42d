using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Makes telling a report twice safe. A report that a document has once (Reception, Registered, RegistrationRefused) is known by delivery and event:
/// another content under it is a conflict, because two numbers for one registration are a mistake until somebody says otherwise with a key of
/// his own. Of the others there may be many: they are known by delivery, event and content, files included.
/// </summary>
internal static class ReportKey
{
    /// <summary>The key that serves when the installation gives none.</summary>
    public static string Of(Guid deliveryId, ReportRequest request, IReadOnlyList<PackageFile> files) =>
        request.IsOnce ? $"report/{deliveryId}/{request.Event}" : $"report/{deliveryId}/{request.Event}/{ContentOf(request, files)}";

    /// <summary>UUIDv8 (RFC 9562) of what makes something one: whose report, under which key, which part of it.</summary>
    public static Guid Id(Guid reporter, string key, string part = "")
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes($"sedx-report\n{reporter}\n{key}{(part.Length == 0 ? part : "\n" + part)}"))[..16];
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return new Guid(octets, bigEndian: true);
    }

    // As it was understood, not as it was spelled: order of members and white space do not make another report.
    private static string ContentOf(ReportRequest request, IReadOnlyList<PackageFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), DocumentJson.Compact));
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var octets = file.Open();
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{file.Name}\n{Convert.ToHexStringLower(SHA256.HashData(octets))}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
