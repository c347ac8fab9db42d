namespace Sed.Exchange.Node.Api.Access;

/// <summary>Roles of clients; also the names of the policies that demand them.</summary>
internal static class ClientRoles
{
    /// <summary>Speaks for organisations.</summary>
    public const string Installation = "installation";

    /// <summary>Sees statuses and receipts, no content.</summary>
    public const string Administrator = "administrator";

    /// <summary>Either.</summary>
    public const string Any = "any";
}
