using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Documents with subscriptions, and reports about them, for a <see cref="VirtualRegion"/>.</summary>
internal static class VirtualMail
{
    public static SevDocInfo Document(
        Guid sender, IReadOnlyList<Guid> recipients, SevSubscriptions? asked, string? returnId = null, Guid? uid = null, string number = "1-2/3", string edms = "18.1.0")
    {
        var layout = SevFileLayout.Of(SevDocInfo.FileName, []);
        return new SevDocInfo
        {
            Header = new SevHeader
            {
                MessageId = SevIndex.Text(Guid.NewGuid()),
                Time = SevTime.From(VirtualRegion.Start),
                MessageType = SevMessageType.MainDoc,
                ReturnId = returnId ?? SevIndex.Text(Guid.NewGuid()),
                Sender = new SevSender { Contact = Contact(sender), Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = edms } },
                Recipient = new SevRecipient { Contacts = [.. recipients.Select(Contact)] },
                Resources = layout.Resources,
            },
            Documents =
            [
                new SevDocument
                {
                    Uid = SevIndex.Text(uid ?? Guid.NewGuid()),
                    DocumentId = "1",
                    Type = SevDocumentType.Created,
                    MainDocument = true,
                    Registration = new SevRegisteredNumber { Number = number, Date = new DateOnly(2026, 3, 2) },
                    Authors = [new SevAuthor { Contact = Contact(sender) }],
                },
            ],
            Subscriptions = asked,
        };
    }

    /// <summary>A row of the sender's address book, and in turn what the receiver did with it.</summary>
    public static SevSyncInfo AddressBook(Guid sender, Guid recipient) => new()
    {
        Header = Document(sender, [recipient], asked: null).Header with { Resources = SevFileLayout.Of(SevSyncInfo.FileName, []).Resources },
        Departments = new SevSyncDepartments { OperationName = "О-1", Contacts = [Row(sender)] },
    };

    public static SevSyncReport AddressBookTaken(SevSyncInfo about, Guid reporter, Guid recipient) => new()
    {
        Header = Document(reporter, [recipient], asked: null, about.Header.ReturnId).Header with
        {
            MessageType = SevMessageType.Report,
            Resources = SevFileLayout.Of(SevSyncReport.FileName, []).Resources,
        },
        Departments = new SevSyncDepartmentsReport
        {
            OperationName = about.Departments!.OperationName,
            Results = [new SevSyncContactResult { Contact = about.Departments.Contacts[0], Outcomes = [new SevSyncOutcome { Result = SevSyncResult.Added }] }],
        },
    };

    public static SevReport Registration(SevDocInfo about, Guid reporter) => SevReports.Registration(
        about, Basis(reporter), new SevRegisteredNumber { Number = "5", Date = new DateOnly(2026, 3, 3) }, VirtualRegion.Start);

    public static SevReport Reception(SevDocInfo about, Guid reporter) => SevReports.Reception(about, Basis(reporter));

    public static SevReport Redirection(SevDocInfo about, Guid reporter) => SevReports.Redirection(
        about, Basis(reporter), Contact(Guid.NewGuid()), VirtualRegion.Start, new SevTerm { Text = "Почта" });

    /// <summary>The same passport under another return code.</summary>
    public static SevReport WithReturnId(this SevReport report, string returnId) => report with { Header = report.Header with { ReturnId = returnId } };

    public static Submission Of(SevPassport passport, Guid sender)
    {
        var octets = SevWriter.Write(passport);
        var name = passport switch
        {
            SevDocInfo => SevDocInfo.FileName,
            SevReport => SevReport.FileName,
            _ => passport.Header.Resources[0].UniqueName,
        };
        return new Submission
        {
            Organisations = [sender],
            Client = "test",
            Files = [new PackageFile(name, octets.Length, () => new MemoryStream(octets, writable: false))],
        };
    }

    public static async Task<AdmissionResult.Accepted> SendAsync(VirtualNode node, SevPassport passport, Guid sender, Guid? inReplyTo = null) =>
        Assert.IsType<AdmissionResult.Accepted>(await node.Gateway.Admission.SubmitAsync(Of(passport, sender) with { InReplyTo = inReplyTo }, CancellationToken.None));

    private static SevReportBasis Basis(Guid reporter) => new(
        Guid.NewGuid(), VirtualRegion.Start, new SevSender { Contact = Contact(reporter), Edms = new SevEdms { Uid = "E", Version = "18.1.0" } });

    private static SevSyncContact Row(Guid organisation) =>
        new() { Contact = Contact(organisation), State = new SevSyncContactState { Deleted = false, IdentityCode = "1" } };

    private static SevContact Contact(Guid organisation) =>
        new() { Organization = new SevOrganization { Uid = organisation.ToString(), ShortName = "Орган" } };
}
