using System.Text;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class SevSyncTests
{
    private static readonly string Info = Encoding.UTF8.GetString(SevWriter.Write(Passports.FullSyncInfo()));

    [Fact]
    public void A_synchronisation_is_routed_as_something_that_stands_for_itself()
    {
        var facts = Read("SyncInfo.xml", Info).Facts!;
        Assert.Equal(("sev-18", PackageKind.Document), (facts.Format, facts.Kind));
        Assert.Equal("00000001000000000000000000000001", facts.MessageId);
        Assert.Equal("00000002000000000000000000000001", facts.ReturnCode);
        Assert.Equal("7000000000", facts.Sender.Index);
        Assert.Equal(["7000000000", "22222222-2222-2222-2222-222222222222", "70628"], facts.Recipients.Select(recipient => recipient.Index));
        Assert.Equal("Синхронизация адресных книг", facts.Subject);
        Assert.Null(facts.DocumentUid);
        Assert.Empty(facts.Events);
        Assert.Empty(facts.Signatures);
    }

    [Fact]
    public void Its_report_is_no_report_about_a_document()
    {
        var facts = Read("SyncReport.xml", Encoding.UTF8.GetString(SevWriter.Write(Passports.FullSyncReport()))).Facts!;
        Assert.Equal((PackageKind.Document, "Отчёт о синхронизации адресных книг"), (facts.Kind, facts.Subject));
        Assert.Empty(facts.Events);
    }

    [Fact]
    public void What_was_done_with_a_row_is_written_in_the_words_of_the_format()
    {
        var text = Encoding.UTF8.GetString(SevWriter.Write(Passports.FullSyncReport()));
        Assert.Contains(
            "<ResultInfo><Result>Добавлен</Result><Result>Присвоен идент.код ДЛ</Result><Result>Изменено поле ФИО</Result>"
            + "<Result>Изменено поле Должность</Result><Result>Изменено поле Подразделение</Result>"
            + "<Result>Лог. удален/восстановлен</Result><Result>Изменен Индекс СЭВ</Result></ResultInfo>",
            text,
            StringComparison.Ordinal);
        var read = (SevSyncReport)SevReader.Read(Encoding.UTF8.GetBytes(text)).Passport!;
        Assert.Equal(Enum.GetValues<SevSyncResult>(), read.Departments!.Results[0].Outcomes.Select(outcome => outcome.Result));
        Assert.Equal(["SEDX-SEV_INVALID"], Codes(text.Replace(">Добавлен<", ">Удалён<", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("syncinfo.xml")]
    [InlineData("Адресная книга.xml")]
    public void It_is_known_by_its_root_because_nobody_documented_its_name(string name) => Assert.True(Read(name, Info).Accepted);

    [Fact]
    public void A_large_one_is_known_by_its_beginning()
    {
        var rows = Enumerable.Range(0, 500).Select(_ => Passports.FullSyncInfo().Departments!.Contacts[0]).ToList();
        var large = Passports.FullSyncInfo() with { Departments = new SevSyncDepartments { OperationName = "о", Contacts = rows } };
        Assert.True(Read("SyncInfo.xml", Encoding.UTF8.GetString(SevWriter.Write(large))).Accepted);
    }

    [Theory]
    [InlineData("MainDoc", SevMessageType.MainDoc)]
    [InlineData("Report", SevMessageType.Report)]
    [InlineData("SyncInfo", SevMessageType.Other)]
    [InlineData("Other", SevMessageType.Other)]
    [InlineData("", SevMessageType.Other)]
    public void Any_type_of_message_is_read_and_kept(string word, SevMessageType type)
    {
        var text = Info.Replace("\"MainDoc\"", $"\"{word}\"", StringComparison.Ordinal);
        var reading = SevReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(type, reading.Passport!.Header.MessageType);
        Assert.Equal(type == SevMessageType.Other, reading.Faults.Any(fault => fault is { Code: PackageCodes.SevMessageType, Refuses: false }));
        Assert.Equal(text, Encoding.UTF8.GetString(SevWriter.Write(reading.Passport)));

        // The schema knows the types of the header only.
        Assert.Equal(type != SevMessageType.Other, SevValidator.Validate(Encoding.UTF8.GetBytes(text)).Count == 0);
    }

    [Fact]
    public void Only_a_synchronisation_may_have_any_type_of_message() =>
        Assert.Equal(
            ["SEDX-SEV_INVALID"],
            Codes(Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter())).Replace("\"MainDoc\"", "\"Other\"", StringComparison.Ordinal)));

    [Fact]
    public void An_attachment_that_looks_like_one_makes_no_second_passport()
    {
        var files = Passports.FilesOf(SevWriter.Write(Passports.Letter()));
        var reading = TestPackage.Read([.. files, TestPackage.File("SyncInfo.xml", Info)]);
        Assert.True(reading.Accepted);
        Assert.Equal("№ 12-01/45 от 20.11.2026", reading.Facts!.Subject);
        Assert.Equal([PackageCodes.FileNotListed], reading.Remarks());
    }

    [Fact]
    public void Two_of_them_are_two_passports() =>
        Assert.Equal([PackageCodes.TwoPassports], TestPackage.Read(TestPackage.File("SyncInfo.xml", Info), TestPackage.File("b.xml", Info)).Refusals());

    [Theory]
    [InlineData("DocInfo.xml")]
    [InlineData("Report.xml")]
    public void Under_a_name_that_is_anothers_it_is_refused(string name) =>
        Assert.Equal([PackageCodes.PassportRoot], Read(name, Info).Refusals());

    [Fact]
    public void A_document_under_its_name_is_no_passport() =>
        Assert.Equal(
            [PackageCodes.NoPassport],
            Read("SyncInfo.xml", Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter()))).Refusals());

    [Fact]
    public void A_header_alone_is_taken_with_a_remark()
    {
        var alone = Passports.FullSyncInfo() with { Departments = null };
        var reading = Read("SyncInfo.xml", Encoding.UTF8.GetString(SevWriter.Write(alone)));
        Assert.True(reading.Accepted);
        Assert.Equal([PackageCodes.SevHeaderAlone], reading.Remarks());
    }

    [Theory]
    [InlineData(" OperationName=\"Синхронизация\"", "")]
    [InlineData("Deleted=\"true\"", "Deleted=\"да\"")]
    [InlineData(" IdentityCode=\"код\"", "")]
    [InlineData("<ContactInfo", "<Unknown/><ContactInfo")]
    [InlineData("</SyncDepartments>", "</SyncDepartments><SyncDepartments OperationName=\"2\"/>")]
    public void What_is_not_valid_is_refused(string from, string to)
    {
        Assert.Contains(from, Info, StringComparison.Ordinal);
        Assert.Equal(["SEDX-SEV_INVALID"], Codes(Info.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_that_it_lists_travel_with_it_and_must_be_there()
    {
        var info = Passports.FullSyncInfo();
        var listed = info with { Header = info.Header with { Resources = SevFileLayout.Of("SyncInfo.xml", [new SevAttachment("книга.csv", 1, Passports.Id(5), [])]).Resources } };
        var text = Encoding.UTF8.GetString(SevWriter.Write(listed));
        Assert.Empty(TestPackage.Read(TestPackage.File("SyncInfo.xml", text), TestPackage.File("книга.csv", "x")).Faults);
        Assert.Equal([PackageCodes.ListedFileMissing], Read("SyncInfo.xml", text).Refusals());
    }

    [Fact]
    public void Version_12_does_not_have_it() =>
        Assert.Throws<ArgumentException>(() => SevWriter.Write(Passports.FullSyncInfo(), new SevWriterOptions { Generation = SevGeneration.V12 }));

    private static PackageReading Read(string name, string text) => TestPackage.Read(TestPackage.File(name, text));

    private static IEnumerable<string> Codes(string text) =>
        SevReader.Read(Encoding.UTF8.GetBytes(text)).Faults.Where(fault => fault.Refuses).Select(fault => fault.Code).Distinct();
}
