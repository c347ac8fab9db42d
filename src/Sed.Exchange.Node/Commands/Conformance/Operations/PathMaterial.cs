using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>What a row of <c>verify-path</c> gives.</summary>
/// <param name="Leaf">The certificate in question; null: malformed.</param>
/// <param name="Others">Further certificates, trusted in nothing.</param>
/// <param name="Anchors">Trusted.</param>
/// <param name="Revocation">Lists and answers; malformed ones are as good as none.</param>
internal sealed record PathMaterial(Certificate? Leaf, IReadOnlyList<Certificate> Others, IReadOnlyList<Certificate> Anchors, RevocationMaterial Revocation)
{
    /// <summary>The row names files.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static PathMaterial OfFiles(VectorFolder folder, VectorRow row) => new(
        Certificate.Parse(folder.Read(row.File)),
        [.. row.Intermediates.Select(file => Certificate.Parse(folder.Read(file))).OfType<Certificate>()],
        [.. row.Trust.Where(file => file != "none").Select(file => Certificate.Parse(folder.Read(file))).OfType<Certificate>()],
        Merge(row.ValuesOf("crl").Concat(row.ValuesOf("ocsp")).Select(folder.Read)));

    /// <summary>The row names a case in a json of x509-limbo, which carries everything.</summary>
    /// <exception cref="IOException">There is no such case.</exception>
    public static PathMaterial OfCase(VectorFolder folder, string file)
    {
        var cut = file.IndexOf('#', StringComparison.Ordinal);
        var test = folder.ReadJson(file[..cut]).GetProperty("testcases").EnumerateArray().FirstOrDefault(test => test.GetProperty("id").GetString() == file[(cut + 1)..]);
        if (test.ValueKind == JsonValueKind.Undefined) throw new IOException($"{file} has no such case");
        return new PathMaterial(
            Certificate.Parse(Encoding.ASCII.GetBytes(test.GetProperty("peer_certificate").GetString()!)),
            [.. Texts(test, "untrusted_intermediates").Select(pem => Certificate.Parse(pem)).OfType<Certificate>()],
            [.. Texts(test, "trusted_certs").Select(pem => Certificate.Parse(pem)).OfType<Certificate>()],
            Merge(Texts(test, "crls")));
    }

    private static RevocationMaterial Merge(IEnumerable<byte[]> files) =>
        files.Select(file => RevocationMaterial.Read(file)).OfType<RevocationMaterial>().Aggregate(RevocationMaterial.None, (all, part) => all.With(part));

    private static IEnumerable<byte[]> Texts(JsonElement test, string name) =>
        test.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(pem => Encoding.ASCII.GetBytes(pem.GetString()!)) : [];
}
