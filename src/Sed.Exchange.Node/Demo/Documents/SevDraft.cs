using System.Globalization;
using Sed.Exchange.Client;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>
/// A message in the making, as «Дело» makes it: files get their resource numbers as they are added, each signature directly after its
/// file, and the passport, resource 0, is written last and listed first.
/// </summary>
internal sealed class SevDraft(PlannedOrganisation sender, DateTimeOffset at)
{
    // The product's constant of «Дело» 18.1.0, as real messages carry it.
    private static readonly SevEdms Edms = new() { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" };

    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    private readonly List<OutboundFile> _files = [];

    /// <summary>The moment of writing by the clock on the wall.</summary>
    public DateTimeOffset At { get; } = at.ToOffset(Moscow);

    /// <summary>Today on the wall.</summary>
    public DateOnly Today => DateOnly.FromDateTime(At.DateTime);

    /// <summary>A fresh GUID in the form of СЭВ: 32 hexadecimal digits.</summary>
    public static string NewUid() => Guid.NewGuid().ToString("N");

    /// <summary>An organisation of the region, and an official of it, as a contact.</summary>
    public static SevContact Contact(PlannedOrganisation organisation, PlannedOfficial? official = null) => new()
    {
        Organization = new SevOrganization
        {
            Uid = organisation.Id.ToString("N"), ShortName = organisation.ShortName, FullName = organisation.Name, Inn = organisation.Inn,
        },
        OfficialPerson = official is null ? null : new SevOfficialPerson { Fio = $"{official.Surname} {official.GivenName}", Post = official.Title },
    };

    /// <summary>Adds a file with the signatures of officials over its octets.</summary>
    public SevFile AddFile(string name, byte[] content, params IReadOnlyList<Signer> signers) =>
        AddFile(name, content, [.. signers.Select(signer => (signer, signer.Sign(content, At)))]);

    /// <summary>Adds a file with signatures already made, right or wrong.</summary>
    public SevFile AddFile(string name, byte[] content, IReadOnlyList<(Signer Signer, byte[] Signature)> signatures)
    {
        var resource = Add(name, content);
        var dot = name.LastIndexOf('.');
        return new SevFile
        {
            Uid = NewUid(),
            ResourceId = resource,
            Size = SevFile.SizeOf(content.Length),
            Description = name.Replace("[1]", string.Empty, StringComparison.Ordinal),
            Extension = name[dot..],
            Signatures = [.. signatures.Select((pair, index) => new SevEds
            {
                ResourceId = Add(index == 0 ? $"{name}.sig" : $"{name}.{index + 1}.sig", pair.Signature),
                Date = SevTime.From(At),
                KindId = pair.Signer.KindId,
                Certificate = $"{pair.Signer.Official.Surname} {pair.Signer.Official.GivenName}",
            })],
        };
    }

    /// <summary>The header for these recipients.</summary>
    public SevHeader Header(SevMessageType type, string returnId, IReadOnlyList<PlannedOrganisation> recipients) =>
        Header(type, returnId, new SevRecipient { Contacts = [.. recipients.Select(row => Contact(row))] });

    /// <summary>The header for a recipient as another message named it.</summary>
    public SevHeader Header(SevMessageType type, string returnId, SevRecipient recipient) => new()
    {
        MessageId = NewUid(),
        Time = SevTime.From(At),
        MessageType = type,
        ReturnId = returnId,
        Sender = new SevSender { Contact = Contact(sender), Edms = Edms },
        Recipient = recipient,
        Resources = [],
    };

    /// <summary>Writes the passport, listing every file, and closes the draft.</summary>
    public Letter Finish(SevPassport passport)
    {
        var name = passport is SevDocInfo ? SevDocInfo.FileName : SevReport.FileName;
        var listed = passport with
        {
            Header = passport.Header with
            {
                Resources = [.. _files.Select(file => file.Name).Prepend(name).Select((file, number) =>
                    new SevResource { Uid = number.ToString(CultureInfo.InvariantCulture), UniqueName = file })],
            },
        };
        return new Letter([OutboundFile.FromBytes(name, SevWriter.Write(listed)), .. _files], listed);
    }

    private int Add(string name, byte[] content)
    {
        _files.Add(OutboundFile.FromBytes(name, content));
        return _files.Count;
    }
}
