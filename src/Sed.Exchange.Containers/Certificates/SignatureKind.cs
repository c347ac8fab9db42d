namespace Sed.Exchange.Containers.Certificates;

/// <summary>How a signature is made, whatever its digest.</summary>
internal enum SignatureKind
{
    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    Rsa,

    /// <summary>RSASSA-PSS.</summary>
    RsaPss,

    /// <summary>ECDSA on a named curve.</summary>
    Ecdsa,

    /// <summary>GOST R 34.10-2012 or 34.10-2001.</summary>
    Gost,
}
