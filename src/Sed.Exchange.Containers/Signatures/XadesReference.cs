namespace Sed.Exchange.Containers.Signatures;

/// <summary>A ds:Reference as it stands.</summary>
/// <param name="Uri">The URI attribute, not decoded.</param>
/// <param name="DigestMethod">URI of the digest's algorithm.</param>
/// <param name="DigestValue">The digest.</param>
internal sealed record XadesReference(string Uri, string DigestMethod, byte[] DigestValue);
