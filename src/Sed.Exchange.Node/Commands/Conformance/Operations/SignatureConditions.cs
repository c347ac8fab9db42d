using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Revocation;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>What a row about signatures asks about their paths.</summary>
internal static class SignatureConditions
{
    /// <summary>The conditions that are asked here, or say nothing to an answer.</summary>
    public static string[] Known { get; } =
        ["path=not-evaluated", "path=required", "revocation=required", "revocation=off", "crl=", "ocsp=", "key=", "key-password=", "ecdsa-value=", "strictness=", "transform="];

    /// <summary>The question.</summary>
    public static PathQuestion Of(VectorFolder folder, VectorRow row, DateTimeOffset now)
    {
        var isRequired = row.Policy.Contains("path=required");
        var question = new PathQuestion
        {
            At = row.AtTime ?? now,
            Policy = folder.Policy,
            Anchors = row.Trust.Count > 0 || isRequired ? Anchors(folder, row) : null,
            IsAsked = (row.Trust.Count > 0 || isRequired) && !row.Policy.Contains("path=not-evaluated"),
            Certificates = [.. row.Intermediates.Select(name => Certificate.Parse(folder.Read(name))).OfType<Certificate>()],
            Revocation = PathMaterial.Merge(row.ValuesOf("crl").Concat(row.ValuesOf("ocsp")).Select(folder.Read)),
        };
        return row.ValueOf("revocation") switch
        {
            "required" => question with { PathPolicy = question.PathPolicy with { Revocation = RevocationDemand.Required } },
            "off" => question with { PathPolicy = question.PathPolicy with { Revocation = RevocationDemand.Off } },
            _ => question,
        };
    }

    // What is named is trusted, whoever issued it.
    private static TrustAnchors Anchors(VectorFolder folder, VectorRow row)
    {
        var all = TrustAnchors.Merge(row.Trust.Where(name => name != "none").Select(name => TrustAnchors.Read(folder.Read(name))).OfType<TrustAnchors>());
        return new TrustAnchors([.. all.Anchors, .. all.Intermediates], []);
    }
}
