using System.Text;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Simulation.People;

/// <summary>A letter, or a report about one, as the installation that wrote it knows it.</summary>
/// <param name="Id">Its id in the package.</param>
/// <param name="Sender">Who writes.</param>
/// <param name="Recipients">To whom.</param>
/// <param name="DeliverBy">Until when, or null.</param>
internal sealed record Letter(Guid Id, Guid Sender, IReadOnlyList<Guid> Recipients, DateTimeOffset? DeliverBy)
{
    private const string Content = "letter.pdf";

    // In the order of the format.
    private static readonly string EveryKind =
        string.Concat(new[] { "Reception", "Registration", "Forwarding", "Consideration", "Report", "Redirection", "Answer" }.Select(kind => $"<{kind} Include=\"true\"/>"));

    private byte[]? _passport;

    /// <summary>The letter that this reports about; null: it is no report.</summary>
    public Letter? About { get; init; }

    /// <summary>The message that carried what it is about; null: it is not named, only the return code is.</summary>
    public Guid? InReplyTo { get; init; }

    /// <summary>For how many days its sender wants to be told of reception, registration and the rest; null: not at all.</summary>
    public int? AskingDays { get; init; }

    /// <summary>What the node said when it took it; null: nothing yet.</summary>
    public AdmissionResult.Accepted? Accepted { get; set; }

    /// <summary>Where it is handed in; a letter whose answer was lost is handed in again at the same node. Null: nowhere yet.</summary>
    public string? Home { get; set; }

    /// <summary>True: the node will never take it, for a reason of the letter itself.</summary>
    public bool IsRefused { get; set; }

    /// <summary>What its recipient reads: the letter's text, or the report.</summary>
    public byte[] Text => About is null ? Encoding.UTF8.GetBytes($"%PDF-1.4 letter {Id}") : Passport;

    private byte[] Passport => _passport ??= About is null ? Encoding.UTF8.GetBytes(Document()) : Report(About);

    /// <summary>True for the file of a package that is read.</summary>
    public static bool IsRead(string file) => file is Content or SevReport.FileName;

    /// <summary>What is handed in, the same each time.</summary>
    public Submission ToSubmission() => new()
    {
        Organisations = [Sender],
        Client = "simulation",
        Files = About is null ? [FileOf(SevDocInfo.FileName, Passport), FileOf(Content, Text)] : [FileOf(SevReport.FileName, Passport)],
        DeliverBy = DeliverBy,
        InReplyTo = InReplyTo,
    };

    private string Document()
    {
        var recipients = string.Concat(Recipients.Select(recipient =>
            $"<Contact><Organization UID=\"{recipient}\"><ShortName>B</ShortName></Organization></Contact>"));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <DocInfo xmlns="http://www.eos.ru/2010/sev"><Header MessageID="{Id:N}" Version="1.0" Time="2026-03-02T09:00:00+03:00" MessageType="MainDoc" ReturnID="{Id:N}" ResourceID="0"><Sender><Contact><Organization UID="{Sender}"><ShortName>A</ShortName></Organization></Contact><EDMS UID="4313BCFDAD6A422EA375EF34BB248BCD" Version="18.1.0"/></Sender><Recipient>{recipients}</Recipient><ResourceList><Resource UID="0" UniqueName="{SevDocInfo.FileName}"/><Resource UID="1" UniqueName="{Content}"/></ResourceList></Header><DocumentList><Document UID="{Id:N}" DocumentID="1" Type="Created" MainDocument="true"><RegistrationInfo><Number>1-2/3</Number><Date>2026-03-02</Date></RegistrationInfo><File UID="{Id:N}" ResourceID="1" Size="1"><Description>{Content}</Description><Extension>.pdf</Extension></File><Author><Contact><Organization UID="{Sender}"><ShortName>A</ShortName></Organization></Contact></Author></Document></DocumentList>{(AskingDays is { } days ? $"<Subscriptions StopDayCount=\"{days}\">{EveryKind}</Subscriptions>" : null)}</DocInfo>
            """;
    }

    private byte[] Report(Letter about)
    {
        var contact = new SevContact { Organization = new SevOrganization { Uid = Sender.ToString(), ShortName = "B" } };
        var time = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(3));
        var basis = new SevReportBasis(Id, time, new SevSender { Contact = contact, Edms = new SevEdms { Uid = "4313BCFDAD6A422EA375EF34BB248BCD", Version = "18.1.0" } });
        return SevWriter.Write(SevReports.Registration(
            SevReader.Read(about.Passport).DocInfo!, basis, new SevRegisteredNumber { Number = "5", Date = new DateOnly(2026, 3, 3) }, time));
    }

    private static PackageFile FileOf(string name, byte[] octets) => new(name, octets.Length, () => new MemoryStream(octets, writable: false));
}
