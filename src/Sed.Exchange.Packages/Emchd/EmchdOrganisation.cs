namespace Sed.Exchange.Packages.Emchd;

/// <summary>An organisation as a power of attorney names it (<c>СвРосОрг</c>, <c>СведОрг</c>). Numbers as written; their check digits are not looked at.</summary>
/// <param name="Name"><c>@НаимОрг</c>, for display only.</param>
/// <param name="Ogrn"><c>@ОГРН</c>.</param>
/// <param name="Inn"><c>@ИННЮЛ</c>.</param>
public sealed record EmchdOrganisation(string? Name, string? Ogrn, string? Inn);
