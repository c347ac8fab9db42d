namespace Sed.Exchange.Containers.Signatures;

/// <summary>Namespaces, algorithms and types of XAdES in ASiC (EN 319 132-1, EN 319 162-1, XMLDSig 1.1).</summary>
internal static class XadesNames
{
    public const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    public const string Ds = "http://www.w3.org/2000/09/xmldsig#";
    public const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    public const string ExclusiveCanonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
}
