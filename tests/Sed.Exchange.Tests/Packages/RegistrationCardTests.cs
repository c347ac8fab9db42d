using System.Text.Json;
using Sed.Exchange.Packages.Cards;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class RegistrationCardTests
{
    [Fact]
    public void A_card_shows_what_is_to_be_registered()
    {
        var card = RegistrationCard.From(Passports.FullDocInfo());
        Assert.Equal(("12-01/45", new DateOnly(2026, 11, 20)), (card.Document.Number, card.Document.Date));
        Assert.Equal("Правительство области", card.Document.Correspondents[0].Party.Name);
        Assert.Equal("12-01/45", card.Document.Correspondents[0].Number);
        Assert.Equal("Сидоров С.С.", card.Document.Correspondents[1].Party.Person);
        Assert.Equal(["Ефремов", "Лобановское"], card.Message.Recipients.Skip(1).Select(party => party.Name));
        var file = Assert.Single(card.Document.Files);
        Assert.Equal(("письмо[1].pdf", "письмо.pdf"), (file.FileName, file.Title));
        Assert.Equal(["письмо[1].pdf.sig", "письмо[1].pdf.2.sig"], file.Signatures.Select(signature => signature.FileName));
        Assert.Equal("Авторская", file.Signatures[0].KindName);
        Assert.Equal(new DateOnly(2026, 12, 7), card.Tasks[0].Deadline);
        Assert.Equal("Петров П.П.", card.Tasks[0].Executors[0].Party.Person);
        Assert.Equal("2", Assert.Single(card.OtherDocuments).DocumentId);
    }

    [Fact]
    public void A_card_goes_through_json_and_back_to_the_passport_without_loss() => AssertNothingIsLost(Passports.FullDocInfo());

    [SharedFact]
    public void The_cards_of_all_real_documents_go_through_json_and_back_without_loss()
    {
        foreach (var passport in RealTraffic.Files(SevDocInfo.FileName))
        {
            AssertNothingIsLost(SevReader.Read(File.ReadAllBytes(passport)).DocInfo!);
        }
    }

    [Fact]
    public void Json_is_readable_and_says_nothing_where_there_is_nothing()
    {
        var json = JsonSerializer.Serialize(RegistrationCard.From(Passports.Letter()), RegistrationCard.Json);
        Assert.Contains("\"annotation\":\"О дороге\"", json, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"Created\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_card_or_passport_tells_its_content_to_a_log()
    {
        Assert.Equal("RegistrationCard", RegistrationCard.From(Passports.FullDocInfo()).ToString());
        Assert.Equal("SevDocInfo", Passports.FullDocInfo().ToString());
        Assert.Equal("SevPrivatePerson", Passports.FullDocInfo().Documents[0].Authors[1].PrivatePerson!.ToString());
    }

    private static void AssertNothingIsLost(SevDocInfo passport)
    {
        var all = new SevWriterOptions { AsRead = true };
        var json = JsonSerializer.Serialize(RegistrationCard.From(passport), RegistrationCard.Json);
        var card = JsonSerializer.Deserialize<RegistrationCard>(json, RegistrationCard.Json)!;
        Assert.Equal(CanonicalContent.Of(SevWriter.Write(passport, all)), CanonicalContent.Of(SevWriter.Write(card.ToDocInfo(), all)));
    }
}
