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
    private const string InJson = "in-json:";

    /// <summary>
    /// What the row names: files, or a case in a json of x509-limbo, <c>x.json#id</c>, which carries everything. Beside a case further files may be named.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read, or there is no such case.</exception>
    public static PathMaterial Of(VectorFolder folder, VectorRow row)
    {
        var cut = row.File.IndexOf(".json#", StringComparison.Ordinal);
        var test = cut < 0 ? default : Case(folder, row.File[..(cut + 5)], row.File[(cut + 6)..]);
        return new PathMaterial(
            Certificate.Parse(cut < 0 ? folder.Read(row.File) : Octets(test.GetProperty("peer_certificate"))),
            [.. Named(folder, test, row.Intermediates, "untrusted_intermediates")],
            [.. Named(folder, test, row.Trust, "trusted_certs")],
            Merge(Texts(test, "crls").Concat(row.ValuesOf("crl").Concat(row.ValuesOf("ocsp")).Where(file => !file.StartsWith(InJson, StringComparison.Ordinal)).Select(folder.Read))));
    }

    /// <summary>Lists and answers of some files; malformed ones are as good as none.</summary>
    public static RevocationMaterial Merge(IEnumerable<byte[]> files) =>
        files.Select(file => RevocationMaterial.Read(file)).OfType<RevocationMaterial>().Aggregate(RevocationMaterial.None, (all, part) => all.With(part));

    private static JsonElement Case(VectorFolder folder, string file, string id)
    {
        var test = folder.ReadJson(file).GetProperty("testcases").EnumerateArray().FirstOrDefault(test => test.GetProperty("id").GetString() == id);
        return test.ValueKind == JsonValueKind.Undefined ? throw new IOException($"{file} has no case {id}") : test;
    }

    // With nothing named a case's own field counts; "none" names nothing on purpose.
    private static IEnumerable<Certificate> Named(VectorFolder folder, JsonElement test, IReadOnlyList<string> names, string usual)
    {
        if (test.ValueKind != JsonValueKind.Undefined && names.Count == 0) names = [InJson + usual];
        return names.Where(name => name != "none").SelectMany(name => name.StartsWith(InJson, StringComparison.Ordinal) ? Texts(test, name[InJson.Length..]) : [folder.Read(name)]).SelectMany(All);
    }

    // A file may hold several.
    private static IEnumerable<Certificate> All(byte[] file) => TrustAnchors.Read(file) is { } read ? read.Anchors.Concat(read.Intermediates) : [];

    private static IEnumerable<byte[]> Texts(JsonElement test, string name)
    {
        if (test.ValueKind == JsonValueKind.Undefined || !test.TryGetProperty(name, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Octets) : [Octets(value)];
    }

    private static byte[] Octets(JsonElement pem) => Encoding.ASCII.GetBytes(pem.GetString()!);
}
