using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>A file of a letter with the detached signatures that go with it, right or wrong.</summary>
/// <param name="Name">Its name in the message, natively with the mark of its version: <c>Письмо[1].pdf</c>.</param>
/// <param name="Content">Its octets.</param>
/// <param name="Signatures">Who signed, and the signature's octets.</param>
internal sealed record SignedFile(string Name, byte[] Content, IReadOnlyList<(Signer Signer, byte[] Signature)> Signatures)
{
    /// <summary>A file that nobody signed.</summary>
    public static SignedFile Unsigned(string name, byte[] content) => new(name, content, []);

    /// <summary>A file that these officials sign now.</summary>
    public static SignedFile Sign(string name, byte[] content, IReadOnlyList<Signer> signers, DateTimeOffset at) =>
        new(name, content, [.. signers.Select(signer => (signer, signer.Sign(content, at)))]);

    /// <summary>The file as СЭВ lists it.</summary>
    public SevAttachment Attach(DateTimeOffset at) => new(Name, Content.Length, Guid.NewGuid(), [.. Signatures.Select((pair, index) =>
        new SevAttachedSignature(
            index == 0 ? $"{Name}.sig" : $"{Name}.{index + 1}.sig",
            pair.Signer.KindId,
            at,
            $"{pair.Signer.Official.Surname} {pair.Signer.Official.GivenName}"))]);

    /// <summary>Its octets and its signatures' in the order in which СЭВ numbers them.</summary>
    public IEnumerable<byte[]> Octets() => Signatures.Select(pair => pair.Signature).Prepend(Content);
}
