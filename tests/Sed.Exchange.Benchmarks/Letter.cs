using System.Security.Cryptography;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Benchmarks;

/// <summary>
/// A letter from the region to the town: a passport and one document of a given length, without officials' signatures, because those cost
/// the same in every suite and would hide what is compared.
/// </summary>
internal sealed class Letter(int length)
{
    private const string DocumentName = "letter.pdf";

    private readonly byte[] _document = RandomNumberGenerator.GetBytes(length);

    /// <summary>A fresh letter: another message id, the same document.</summary>
    public IReadOnlyList<PackageFile> Files()
    {
        var now = TimeProvider.System.GetUtcNow();
        var passport = SevWriter.Write(new SevDocInfo
        {
            Header = new SevHeader
            {
                MessageId = Guid.CreateVersion7(now).ToString("N"),
                Time = SevTime.From(now),
                MessageType = SevMessageType.MainDoc,
                ReturnId = Guid.CreateVersion7(now).ToString("N"),
                Sender = new SevSender
                {
                    Contact = Contact(ReferenceRegion.Government),
                    Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" },
                },
                Recipient = new SevRecipient { Contacts = [Contact(ReferenceRegion.Efremov)] },
                Resources = [new SevResource { Uid = "0", UniqueName = SevDocInfo.FileName }, new SevResource { Uid = "1", UniqueName = DocumentName }],
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = Guid.CreateVersion7(now).ToString("N"),
                    DocumentId = "1",
                    Type = SevDocumentType.Created,
                    MainDocument = true,
                    Registration = new SevRegisteredNumber { Number = "1", Date = DateOnly.FromDateTime(now.DateTime) },
                    Access = new SevTerm { Text = "общий" },
                    Annotation = "Измерение скорости",
                    Files = [new SevFile { Uid = "1", ResourceId = 1, Size = SevFile.SizeOf(_document.Length), Description = DocumentName, Extension = ".pdf" }],
                    Authors = [new SevAuthor { Contact = Contact(ReferenceRegion.Government) }],
                },
            ],
        });
        return [Of(SevDocInfo.FileName, passport), Of(DocumentName, _document)];
    }

    private static PackageFile Of(string name, byte[] octets) => new(name, octets.Length, () => new MemoryStream(octets, writable: false));

    private static SevContact Contact(Guid id)
    {
        var organisation = ReferenceRegion.Organisations.Single(row => row.Id == id);
        return new SevContact { Organization = new SevOrganization { Uid = id.ToString("N"), ShortName = organisation.ShortName } };
    }
}
