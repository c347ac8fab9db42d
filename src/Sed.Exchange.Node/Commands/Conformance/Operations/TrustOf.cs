using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Commands.Conformance.Operations;

/// <summary>The anchors of a row.</summary>
internal static class TrustOf
{
    /// <summary>What a row asks about paths.</summary>
    public static PathQuestion Question(VectorFolder folder, VectorRow row, DateTimeOffset now) => new()
    {
        At = row.AtTime ?? now,
        Anchors = Row(folder, row),
        IsAsked = row.Trust.Count > 0,
        Certificates = [.. row.Intermediates.Select(name => Certificate.Parse(folder.Read(name))).OfType<Certificate>()],
    };

    /// <summary>Null: the path is not to be evaluated. What is named is trusted, whoever issued it.</summary>
    public static TrustAnchors? Row(VectorFolder folder, VectorRow row)
    {
        if (row.Trust.Count == 0) return null;
        var files = row.Trust.Where(name => name != "none").Select(name => TrustAnchors.Read(folder.Read(name))).OfType<TrustAnchors>();
        var all = TrustAnchors.Merge(files);
        return new TrustAnchors([.. all.Anchors, .. all.Intermediates], []);
    }
}
