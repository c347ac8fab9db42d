using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Fuzzing.Seeds;

/// <summary>A passport with one document.</summary>
internal static class PassportSeeds
{
    public static byte[] Letter() => SevWriter.Write(new SevDocInfo
    {
        Header = new SevHeader
        {
            MessageId = "0193a00000007000800000000000000a",
            Time = SevTime.From(Stand.Noon),
            MessageType = SevMessageType.MainDoc,
            ReturnId = "0193a00000007000800000000000000b",
            Sender = new SevSender { Contact = Contact('1'), Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" } },
            Recipient = new SevRecipient { Contacts = [Contact('2')] },
            Resources = [new SevResource { Uid = "0", UniqueName = SevDocInfo.FileName }, new SevResource { Uid = "1", UniqueName = "letter.pdf" }],
        },
        Documents =
        [
            new SevDocument
            {
                Uid = "0193a00000007000800000000000000c",
                DocumentId = "1",
                Type = SevDocumentType.Created,
                MainDocument = true,
                Registration = new SevRegisteredNumber { Number = "1", Date = DateOnly.FromDateTime(Stand.Noon.UtcDateTime) },
                Access = new SevTerm { Text = "общий" },
                Annotation = "О ремонте",
                Files = [new SevFile { Uid = "1", ResourceId = 1, Size = SevFile.SizeOf(Stand.Letter.Length), Description = "letter.pdf", Extension = ".pdf" }],
                Authors = [new SevAuthor { Contact = Contact('1') }],
            },
        ],
    });

    private static SevContact Contact(char digit) =>
        new() { Organization = new SevOrganization { Uid = new string(digit, 32), ShortName = $"Администрация {digit}" } };
}
