namespace Sed.Exchange.Containers.Certificates;

/// <summary>Certificates trusted as ends of paths: the contents of the trust folder.</summary>
/// <param name="Anchors">Trusted.</param>
/// <param name="Intermediates">Not trusted by themselves, used to build paths.</param>
public sealed record TrustAnchors(IReadOnlyList<Certificate> Anchors, IReadOnlyList<Certificate> Intermediates);
