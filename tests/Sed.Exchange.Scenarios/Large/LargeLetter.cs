using System.Buffers.Binary;
using System.Security.Cryptography;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Scenarios.Large;

/// <summary>A letter with one attachment of any size in a folder of its own: octets that no compression shortens, the same for the same seed.</summary>
/// <param name="Folder">The package: <c>DocInfo.xml</c> and the attachment.</param>
/// <param name="Attachment">Path of the attachment.</param>
/// <param name="Sha256">Its digest.</param>
internal sealed record LargeLetter(string Folder, string Attachment, string Sha256)
{
    /// <summary>The attachment's name.</summary>
    public const string AttachmentName = "карта местности.tif";

    private const int Piece = 1024 * 1024;

    /// <summary>Writes the letter.</summary>
    public static async Task<LargeLetter> WriteAsync(string folder, Guid sender, Guid recipient, long length, ulong seed)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, SevDocInfo.FileName), Passport(sender, recipient, length));
        var attachment = Path.Combine(folder, AttachmentName);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(attachment, FileMode.CreateNew);
        var piece = new byte[Piece];
        for (var left = length; left > 0; left -= piece.Length)
        {
            seed = Fill(piece, seed);
            var part = piece.AsMemory(0, (int)Math.Min(left, piece.Length));
            hash.AppendData(part.Span);
            await file.WriteAsync(part);
        }

        return new LargeLetter(folder, attachment, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>SHA-256 of a file, streamed.</summary>
    public static async Task<string> DigestAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    // xorshift64: fast, and nothing finds a pattern to shorten.
    private static ulong Fill(Span<byte> piece, ulong state)
    {
        for (var at = 0; at < piece.Length; at += 8)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            BinaryPrimitives.WriteUInt64LittleEndian(piece[at..], state);
        }

        return state;
    }

    private static byte[] Passport(Guid sender, Guid recipient, long length)
    {
        var now = TimeProvider.System.GetUtcNow();
        return SevWriter.Write(new SevDocInfo
        {
            Header = new SevHeader
            {
                MessageId = SevIndex.Text(Guid.NewGuid()),
                Time = SevTime.From(now),
                MessageType = SevMessageType.MainDoc,
                ReturnId = SevIndex.Text(Guid.NewGuid()),
                Sender = new SevSender { Contact = Contact(sender), Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" } },
                Recipient = new SevRecipient { Contacts = [Contact(recipient)] },
                Resources = [new SevResource { Uid = "0", UniqueName = SevDocInfo.FileName }, new SevResource { Uid = "1", UniqueName = AttachmentName }],
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = SevIndex.Text(Guid.NewGuid()),
                    DocumentId = "1",
                    Type = SevDocumentType.Created,
                    MainDocument = true,
                    Registration = new SevRegisteredNumber { Number = "1", Date = DateOnly.FromDateTime(now.DateTime) },
                    Access = new SevTerm { Text = "общий" },
                    Annotation = "О карте местности",
                    Files = [new SevFile { Uid = "1", ResourceId = 1, Size = SevFile.SizeOf(length), Description = AttachmentName, Extension = ".tif" }],
                    Authors = [new SevAuthor { Contact = Contact(sender) }],
                },
            ],
        });
    }

    private static SevContact Contact(Guid id)
    {
        var organisation = ReferenceRegion.Organisations.Single(row => row.Id == id);
        return new SevContact { Organization = new SevOrganization { Uid = SevIndex.Text(id), ShortName = organisation.ShortName } };
    }
}
