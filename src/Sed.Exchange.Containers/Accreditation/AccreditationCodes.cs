namespace Sed.Exchange.Containers.Accreditation;

/// <summary>Findings about the list of accredited authorities, and by it.</summary>
public static class AccreditationCodes
{
    /// <summary>The authority was accredited when it issued the certificate.</summary>
    public const string Accredited = "SEDX-CA_ACCREDITED";

    /// <summary>The authority is listed, and was not accredited when it issued the certificate.</summary>
    public const string NotAccredited = "SEDX-CA_NOT_ACCREDITED";

    /// <summary>The authority is not in the list.</summary>
    public const string NotListed = "SEDX-CA_NOT_LISTED";

    /// <summary>There is no list to look in.</summary>
    public const string ListMissing = "SEDX-CA_LIST_MISSING";

    /// <summary>The list is older than the certificate: it cannot know of it.</summary>
    public const string ListOlder = "SEDX-CA_LIST_OLDER";

    /// <summary>The file is a list of accredited authorities.</summary>
    public const string ListRead = "SEDX-CA_LIST_READ";

    /// <summary>The file is no such list, or over a limit.</summary>
    public const string ListInvalid = "SEDX-CA_LIST_INVALID";

    /// <summary>Certificates of the list that cannot be read, or are not those that it names; they are left out.</summary>
    public const string ListPartUnreadable = "SEDX-CA_LIST_PART_UNREADABLE";

    /// <summary>The list is signed by the certificate told.</summary>
    public const string ListSigned = "SEDX-CA_LIST_SIGNED";

    /// <summary>The list is not signed, or its signature does not hold or does not cover all of it.</summary>
    public const string ListNotSigned = "SEDX-CA_LIST_NOT_SIGNED";

    /// <summary>The list is signed by somebody else.</summary>
    public const string ListOtherSigner = "SEDX-CA_LIST_OTHER_SIGNER";

    /// <summary>The list is used without a signature, because whoever gave it said so.</summary>
    public const string ListUnsigned = "SEDX-CA_LIST_UNSIGNED";
}
