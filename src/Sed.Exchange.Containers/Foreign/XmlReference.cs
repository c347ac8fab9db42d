namespace Sed.Exchange.Containers.Foreign;

/// <summary>One Reference of SignedInfo; nothing in it is believed yet.</summary>
/// <param name="Uri">What it refers to; null: the application is to know.</param>
/// <param name="Type">What kind of object that is, or null.</param>
/// <param name="Transforms">In order.</param>
/// <param name="DigestMethod">Identifier of the digest.</param>
/// <param name="DigestValue">The digest.</param>
internal sealed record XmlReference(string? Uri, string? Type, IReadOnlyList<XmlTransform> Transforms, string DigestMethod, byte[] DigestValue);
