using System.Globalization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Compares numbers of resources: an integer where they are pointed to, free text where they are defined.</summary>
internal static class SevResources
{
    /// <summary>The form in which both are the same: <c>Resource/@UID="01"</c> is <c>@ResourceID="1"</c>.</summary>
    public static string Key(string uid) => SevValue.Int(uid, out var number) ? Key(number) : uid.Trim();

    /// <inheritdoc cref="Key(string)"/>
    public static string Key(int resourceId) => resourceId.ToString(CultureInfo.InvariantCulture);
}
