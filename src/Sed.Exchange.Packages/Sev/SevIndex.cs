namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Индекс СЭВ: free text by which a body is addressed (ИНН, a GUID, a code). A GUID is the same in either case, with or without dashes.
/// </summary>
public static class SevIndex
{
    /// <summary>The form in which equal indexes are equal: trimmed; GUIDs as 32 hex digits in lower case.</summary>
    public static string Key(string index)
    {
        var trimmed = index.Trim();
        return Guid.TryParseExact(trimmed, "D", out var guid) || Guid.TryParseExact(trimmed, "N", out guid) ? guid.ToString("N") : trimmed;
    }

    /// <summary>A GUID as «Дело» writes it: 32 hex digits in lower case.</summary>
    public static string Text(Guid guid) => guid.ToString("N");
}
