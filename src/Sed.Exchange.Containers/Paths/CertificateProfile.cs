namespace Sed.Exchange.Containers.Paths;

/// <summary>How far certificates must keep to the rules for those who issue them, beyond what who validates a path has to check (RFC 5280 section 6).</summary>
public enum CertificateProfile
{
    /// <summary>What section 6 asks, nothing else: authorities in the field, accredited ones too, break the rules of issuing in many harmless ways.</summary>
    Usual,

    /// <summary>Every MUST of RFC 5280 section 4 as well.</summary>
    Strict,

    /// <summary>Of those and the rules of public web servers (CA/Browser Forum): usages named, keys of the listed kinds, common names among the alternative ones.</summary>
    Web,
}
