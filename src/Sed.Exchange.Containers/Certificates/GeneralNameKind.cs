namespace Sed.Exchange.Containers.Certificates;

/// <summary>The forms of a GeneralName (RFC 5280 section 4.2.1.6); the numbers are their tags.</summary>
internal enum GeneralNameKind
{
    /// <summary>Defined by whoever owns its OID.</summary>
    OtherName = 0,

    /// <summary>A mailbox.</summary>
    Rfc822Name = 1,

    /// <summary>A host or domain.</summary>
    DnsName = 2,

    /// <summary>An X.400 address.</summary>
    X400Address = 3,

    /// <summary>A name of X.501.</summary>
    DirectoryName = 4,

    /// <summary>An EDI party.</summary>
    EdiPartyName = 5,

    /// <summary>A URI.</summary>
    Uri = 6,

    /// <summary>4 or 16 octets; in a constraint twice as many, address and mask.</summary>
    IpAddress = 7,

    /// <summary>An OID.</summary>
    RegisteredId = 8,
}
