namespace Sed.Exchange.Packages.Sev;

/// <summary>What an element holds of unknown namespaces. A passport may be extended so without becoming invalid.</summary>
/// <param name="Attributes">Foreign attributes, in their order.</param>
/// <param name="Elements">Foreign child elements, in their order.</param>
public sealed record SevForeign(IReadOnlyList<SevForeignValue> Attributes, IReadOnlyList<SevForeignElement> Elements);
