namespace Sed.Exchange.Packages;

/// <summary>An organisation as a package names it.</summary>
/// <param name="Index">Индекс СЭВ or GUID as written, trimmed; null when the package gives none. A name never addresses.</param>
/// <param name="Name">Short name as written; for display only.</param>
public sealed record PackageAddress(string? Index, string? Name)
{
    /// <summary>ИНН as the package says, digits or not; null when it says none. Nothing vouches for it.</summary>
    public string? Inn { get; init; }
}
