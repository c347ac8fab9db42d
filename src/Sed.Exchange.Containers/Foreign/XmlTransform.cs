namespace Sed.Exchange.Containers.Foreign;

/// <summary>One Transform of a reference.</summary>
/// <param name="Algorithm">Its identifier.</param>
/// <param name="Prefixes">InclusiveNamespaces/@PrefixList, or null.</param>
internal sealed record XmlTransform(string Algorithm, string? Prefixes);
