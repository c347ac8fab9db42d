using System.Text;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Simulation.People;

/// <summary>A letter as the installation that wrote it knows it.</summary>
/// <param name="Id">Its id in the package.</param>
/// <param name="Sender">Who writes.</param>
/// <param name="Recipients">To whom.</param>
/// <param name="DeliverBy">Until when, or null.</param>
internal sealed record Letter(Guid Id, Guid Sender, IReadOnlyList<Guid> Recipients, DateTimeOffset? DeliverBy)
{
    private const string Passport = "DocInfo.xml";
    private const string Content = "letter.pdf";

    /// <summary>What the node said when it took it; null: nothing yet.</summary>
    public AdmissionResult.Accepted? Accepted { get; set; }

    /// <summary>Where it is handed in; a letter whose answer was lost is handed in again at the same node. Null: nowhere yet.</summary>
    public string? Home { get; set; }

    /// <summary>True: the node will never take it, for a reason of the letter itself.</summary>
    public bool IsRefused { get; set; }

    /// <summary>The name under which its content goes.</summary>
    public static string ContentName => Content;

    /// <summary>The letter's text.</summary>
    public byte[] Text => Encoding.UTF8.GetBytes($"%PDF-1.4 letter {Id}");

    /// <summary>What is handed in, the same each time.</summary>
    public Submission ToSubmission()
    {
        var recipients = string.Concat(Recipients.Select(recipient =>
            $"<Contact><Organization UID=\"{recipient}\"><ShortName>B</ShortName></Organization></Contact>"));
        var passport = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <DocInfo xmlns="http://www.eos.ru/2010/sev"><Header MessageID="{Id:N}" Version="1.0" Time="2026-03-02T09:00:00+03:00" MessageType="MainDoc" ReturnID="{Id:N}" ResourceID="0"><Sender><Contact><Organization UID="{Sender}"><ShortName>A</ShortName></Organization></Contact><EDMS UID="4313BCFDAD6A422EA375EF34BB248BCD" Version="18.1.0"/></Sender><Recipient>{recipients}</Recipient><ResourceList><Resource UID="0" UniqueName="{Passport}"/><Resource UID="1" UniqueName="{Content}"/></ResourceList></Header><DocumentList><Document UID="{Id:N}" DocumentID="1" Type="Created" MainDocument="true"><RegistrationInfo><Number>1-2/3</Number><Date>2026-03-02</Date></RegistrationInfo><File UID="{Id:N}" ResourceID="1" Size="1"><Description>{Content}</Description><Extension>.pdf</Extension></File><Author><Contact><Organization UID="{Sender}"><ShortName>A</ShortName></Organization></Contact></Author></Document></DocumentList></DocInfo>
            """;
        return new Submission
        {
            Organisations = [Sender],
            Client = "simulation",
            Files = [FileOf(Passport, Encoding.UTF8.GetBytes(passport)), FileOf(Content, Text)],
            DeliverBy = DeliverBy,
        };
    }

    private static PackageFile FileOf(string name, byte[] octets) => new(name, octets.Length, () => new MemoryStream(octets, writable: false));
}
