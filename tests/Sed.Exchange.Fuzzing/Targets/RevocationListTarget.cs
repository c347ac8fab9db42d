using Sed.Exchange.Containers.Revocation;
using Sed.Exchange.Fuzzing.Seeds;

namespace Sed.Exchange.Fuzzing.Targets;

/// <summary>Revocation lists. Only a list that the authority signed tells that a certificate is in force.</summary>
internal sealed class RevocationListTarget : FuzzTarget
{
    public override string Name => "crl";

    public override IReadOnlyList<(string Folder, string[] Endings)> References => [("certpath", [".crl"])];

    public override IEnumerable<byte[]> MakeSeeds() => Stand.Lists();

    public override IReadOnlyList<string> Read(byte[] input)
    {
        if (RevocationMaterial.Read(input) is not { } material) return [];
        foreach (var list in material.Lists) _ = $"{list.IssuerText} {list.ThisUpdate} {list.NextUpdate}";
        return Stand.InForce(material);
    }
}
