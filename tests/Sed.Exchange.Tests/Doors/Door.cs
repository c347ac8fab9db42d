namespace Sed.Exchange.Tests.Doors;

/// <summary>Where octets of others come in, as <c>docs/doors.md</c> names it.</summary>
internal static class Door
{
    public const string Package = "`POST /api/v1/packages` (and `/check`)";
    public const string Archive = "`POST /api/v1/packages`, one ZIP";
    public const string OwnContainer = "`POST /api/v1/containers`";
    public const string Calls = "calls with JSON";
    public const string Container = "`POST /exchange/v1/containers`";
    public const string Receipt = "`POST /exchange/v1/receipts`";
    public const string OfferedDirectory = "`POST /exchange/v1/directory`";
    public const string Directory = "a directory file";
    public const string Verify = "`sedx verify FILE`";
    public const string Wire = "any request";
}
