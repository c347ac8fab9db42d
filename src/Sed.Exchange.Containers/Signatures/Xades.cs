using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Containers.Signatures;

/// <summary>XAdES-B of our own objects: <c>asic:XAdESSignatures</c> with one Signature, detached references without Transforms.</summary>
public static class Xades
{
    /// <summary>Signs objects by their digests; URIs are escaped per RFC 3986.</summary>
    public static byte[] Sign(SigningKey key, IReadOnlyList<SignedReference> references, DateTimeOffset signingTime) =>
        throw new NotImplementedException();

    /// <summary>Reads and checks; malformed input is a finding, not an exception. SignedProperties is not among the references.</summary>
    public static ReadSignature Read(ReadOnlySpan<byte> file) => throw new NotImplementedException();
}
