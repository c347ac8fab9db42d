using Sed.Exchange.Client;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Documents;

/// <summary>What every message of one installation has in common: who sends, when, by which product, and its files.</summary>
internal sealed class SevDraft
{
    // The product's constant of «Дело» 18.1.0, as real messages carry it.
    private static readonly SevEdms Edms = new() { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" };

    private readonly PlannedOrganisation _sender;
    private readonly IReadOnlyList<SignedFile> _files;

    public SevDraft(PlannedOrganisation sender, DateTimeOffset at, params IReadOnlyList<SignedFile> files)
    {
        _sender = sender;
        _files = files;
        At = OnTheWall(at);
        Layout = SevFileLayout.Of(SevDocInfo.FileName, [.. files.Select(file => file.Attach(At))]);
    }

    /// <summary>The moment of writing by the clock on the wall.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Today on the wall.</summary>
    public DateOnly Today => DayOf(At);

    /// <summary>The files, numbered.</summary>
    public SevFileLayout Layout { get; }

    /// <summary>What a report about another message starts from.</summary>
    public SevReportBasis Basis => new(Guid.NewGuid(), At, Sender);

    private SevSender Sender => new() { Contact = Contact(_sender), Edms = Edms };

    /// <summary>A moment by the clock on the wall.</summary>
    public static DateTimeOffset OnTheWall(DateTimeOffset at) => at.ToOffset(SevTime.UsualZone);

    /// <summary>The day on the wall.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(OnTheWall(at).DateTime);

    /// <summary>A fresh GUID in the form of СЭВ: 32 hexadecimal digits.</summary>
    public static string NewUid() => SevIndex.Text(Guid.NewGuid());

    /// <summary>An organisation of the region, and an official of it, as a contact.</summary>
    public static SevContact Contact(PlannedOrganisation organisation, PlannedOfficial? official = null) => new()
    {
        Organization = new SevOrganization
        {
            Uid = SevIndex.Text(organisation.Id),
            ShortName = organisation.ShortName,
            FullName = organisation.Name,
            Inn = organisation.Inn,
        },
        OfficialPerson = official is null ? null : new SevOfficialPerson { Fio = $"{official.Surname} {official.GivenName}", Post = official.Title },
    };

    /// <summary>The header of a document.</summary>
    public SevHeader Header(IReadOnlyList<SevContact> recipients) => new()
    {
        MessageId = NewUid(),
        Time = SevTime.From(At),
        MessageType = SevMessageType.MainDoc,
        ReturnId = NewUid(),
        Sender = Sender,
        Recipient = new SevRecipient { Contacts = recipients },
        Resources = Layout.Resources,
    };

    /// <summary>Writes the passport and puts the files behind it.</summary>
    public Letter Finish(SevPassport passport)
    {
        var octets = _files.SelectMany(file => file.Octets()).Prepend(SevWriter.Write(passport));
        return new Letter([.. passport.Header.Resources.Zip(octets, (resource, content) => OutboundFile.FromBytes(resource.UniqueName, content))], passport);
    }
}
