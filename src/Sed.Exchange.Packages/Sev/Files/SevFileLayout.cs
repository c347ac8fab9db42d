using System.Globalization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Numbers the files of a message as «Дело» does: the passport is 0, each signature comes directly after its file.</summary>
/// <param name="Resources">For <see cref="SevHeader.Resources"/>.</param>
/// <param name="Files">For <see cref="SevDocument.Files"/>, in the order given.</param>
public sealed record SevFileLayout(IReadOnlyList<SevResource> Resources, IReadOnlyList<SevFile> Files)
{
    /// <summary>Lays out <paramref name="attachments"/> behind the passport.</summary>
    /// <exception cref="ArgumentException">Two files have one name, or such that some file systems take for one: receivers tell files apart by nothing else.</exception>
    public static SevFileLayout Of(string passportName, IReadOnlyList<SevAttachment> attachments)
    {
        List<SevResource> resources = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(passportName);
        List<SevFile> files = [];
        foreach (var attachment in attachments)
        {
            files.Add(new SevFile
            {
                Uid = SevIndex.Text(attachment.Uid),
                ResourceId = Add(attachment.UniqueName),
                Size = SevFile.SizeOf(attachment.Octets),
                Description = attachment.Description,
                Extension = SevFile.ExtensionOf(attachment.UniqueName),
                Signatures =
                [
                    .. attachment.Signatures.Select(signature => new SevEds
                    {
                        ResourceId = Add(signature.UniqueName),
                        KindId = signature.KindId,
                        Date = signature.SignedAt is { } at ? SevTime.From(at) : null,
                        Certificate = signature.Signer,
                    }),
                ],
            });
        }

        return new SevFileLayout(resources, files);

        int Add(string name)
        {
            if (!names.Add(FileNameKey.Of(name)))
            {
                throw new ArgumentException("Two files of the message have one name.", nameof(attachments));
            }

            resources.Add(new SevResource { Uid = resources.Count.ToString(CultureInfo.InvariantCulture), UniqueName = name });
            return resources.Count - 1;
        }
    }
}
