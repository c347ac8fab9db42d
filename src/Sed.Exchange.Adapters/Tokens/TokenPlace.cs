using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Adapters.Tokens;

/// <summary>Where a key lies that never leaves its token. No record: nothing may write the PIN out by accident.</summary>
public sealed class TokenPlace
{
    /// <summary>Path of the vendor's PKCS#11 library.</summary>
    public required string Library { get; init; }

    /// <summary>Label of the token.</summary>
    public required string Token { get; init; }

    /// <summary>Label of the private key, or <c>id:</c> and its CKA_ID in hexadecimal.</summary>
    public required string Key { get; init; }

    /// <summary>The user's PIN.</summary>
    public required string Pin { get; init; }

    /// <summary>The key's certificate first, issuers after it; empty: they lie in the token.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];
}
