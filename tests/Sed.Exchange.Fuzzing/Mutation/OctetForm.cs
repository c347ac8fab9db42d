namespace Sed.Exchange.Fuzzing.Mutation;

/// <summary>What octets look like.</summary>
internal enum OctetForm
{
    /// <summary>Nothing known.</summary>
    Bare,

    /// <summary>A ZIP archive.</summary>
    Archive,

    /// <summary>BER or DER.</summary>
    Asn1,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>Base64, with or without the lines of PEM around it.</summary>
    Base64,
}
