using System.Diagnostics;
using System.Text;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

/// <summary>Every code of <see cref="PackageCodes"/> has a sample, here or where synchronisation is tested, that gets it.</summary>
public sealed class PackageFaultsTests
{
    private const string TaskStart = "<Task UID=\"u\" Type=\"Resolution\" Privacy=\"false\" TaskID=";
    private const string TaskEnd = "<IsProject>false</IsProject></Task>";
    private const string OneTask = "<TaskList>" + TaskStart + "\"t\"><Parent/>" + TaskEnd + "</TaskList>";
    private const string TwinTasks = "<TaskList>" + TaskStart + "\"t\">" + TaskEnd + TaskStart + "\"t\">" + TaskEnd + "</TaskList>";
    private const string ThreeTasks = "<TaskList>" + TaskStart + "\"1\"><Parent TaskID=\"2\"/>" + TaskEnd
        + TaskStart + "\"2\"><Parent TaskID=\"3\"/>" + TaskEnd + TaskStart + "\"3\"><Parent TaskID=\"2\"/>" + TaskEnd + "</TaskList>";

    private static readonly string Letter = Encoding.UTF8.GetString(SevWriter.Write(Passports.Letter()));

    private static readonly string Report = Encoding.UTF8.GetString(SevWriter.Write(SevReports.Registration(
        Passports.Letter(),
        new SevReportBasis(Passports.Id(1), Passports.Noon, Passports.Sender),
        new SevRegisteredNumber { Number = "1", Date = new DateOnly(2026, 1, 1) },
        Passports.Noon)));

    [Fact]
    public void Every_code_has_a_sample()
    {
        var folder = Path.Combine(SharedFolder.RepositoryRoot(), "tests", "Sed.Exchange.Tests", "Packages");
        var samples = File.ReadAllText(Path.Combine(folder, "PackageFaultsTests.cs")) + File.ReadAllText(Path.Combine(folder, "SevSyncTests.cs"));
        Assert.All(typeof(PackageCodes).GetFields(), code => Assert.Contains($"PackageCodes.{code.Name}", samples, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_has_both_texts()
    {
        foreach (var code in typeof(PackageCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            Assert.NotEqual(TextCatalogue.Find("ru", code), TextCatalogue.Find("en", code));
        }
    }

    [Fact]
    public void A_letter_gives_its_facts_and_no_faults()
    {
        var reading = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Letter)));
        Assert.Empty(reading.Faults);
        var facts = reading.Facts!;
        Assert.Equal(("sev-12", PackageKind.Document), (facts.Format, facts.Kind));
        Assert.Equal("00000001000000000000000000000001", facts.MessageId);
        Assert.Equal("00000002000000000000000000000001", facts.ReturnCode);
        Assert.Equal("00000003000000000000000000000001", facts.DocumentUid);
        Assert.Equal(new PackageAddress("11111111111111111111111111111111", "Правительство области"), facts.Sender);
        Assert.Equal(["22222222-2222-2222-2222-222222222222", "70628"], facts.Recipients.Select(recipient => recipient.Index));
        Assert.Equal("№ 12-01/45 от 20.11.2026", facts.Subject);
        Assert.Equal("общий", facts.AccessMark);
        Assert.Equal([new PackageSignature(2, 1, 1), new PackageSignature(3, 1, 3)], facts.Signatures.Select(signature => signature with { Authors = [] }));
        Assert.Empty(facts.Events);
    }

    [Theory]
    [InlineData(PackageCodes.SevInvalid, "<Number>12-01/45</Number>", "")]
    [InlineData(PackageCodes.SevInvalid, "<DocumentList>", "<!--", "</DocInfo>", "--></DocInfo>")]
    [InlineData(PackageCodes.SevInvalid, "<DocumentList>", "<DocumentList/><DocumentList>")]
    [InlineData(PackageCodes.SevInvalid, "<Header ", "<TaskList/><Header ")]
    [InlineData(PackageCodes.SevInvalid, "Type=\"Created\"", "Type=\"created\"")]
    [InlineData(PackageCodes.SevInvalid, " MessageID=\"00000001000000000000000000000001\"", "")]
    [InlineData(PackageCodes.SevInvalid, "<Date>2026-11-20</Date>", "<Date>20.11.2026</Date>")]
    [InlineData(PackageCodes.SevInvalid, "MainDocument=\"true\"", "MainDocument=\"да\"")]
    [InlineData(PackageCodes.SevNil, "<DocumentList>", "<DocumentList xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"1\">")]
    [InlineData(PackageCodes.SevMessageType, "\"MainDoc\"", "\"Report\"")]
    [InlineData(PackageCodes.SevDuplicateResource, "Resource UID=\"3\"", "Resource UID=\"02\"")]
    [InlineData(PackageCodes.SevDuplicateResource, "UniqueName=\"письмо[1].pdf.2.sig\"", "UniqueName=\"письмо[1].pdf.sig\"")]
    [InlineData(PackageCodes.SevDanglingResource, "EDS ResourceID=\"3\"", "EDS ResourceID=\"4\"")]
    [InlineData(PackageCodes.SevDanglingResource, "ResourceID=\"1\" Size", "ResourceID=\"9\" Size")]
    [InlineData(PackageCodes.ListedFileMissing, "UniqueName=\"письмо[1].pdf\"", "UniqueName=\"письмо[2].pdf\"")]
    [InlineData(PackageCodes.PassportMalformed, "</Document>", "")]
    [InlineData(PackageCodes.PassportMalformed, "<DocInfo", "<<DocInfo")]
    [InlineData(PackageCodes.PassportDtd, "?><DocInfo", "?><!DOCTYPE DocInfo [<!ENTITY a \"b\">]><DocInfo")]
    [InlineData(PackageCodes.PassportDtd, "?><DocInfo", "?><!DOCTYPE DocInfo SYSTEM \"file:///etc/passwd\"><DocInfo")]
    [InlineData(PackageCodes.PassportRoot, "http://www.eos.ru/2010/sev", "http://www.eos.ru/2012/sev")]
    public void A_document_is_refused(string code, params string[] replacements)
    {
        var reading = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Changed(Letter, replacements))));
        Assert.Contains(code, reading.Refusals());
        Assert.Null(reading.Facts);
    }

    [Fact]
    public void A_signature_that_is_named_again_is_one_signature()
    {
        const string one = "<EDS ResourceID=\"3\" Date=\"2026-11-23T12:00:00+03:00\" KindID=\"3\" />";
        var once = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Letter))).Facts!;
        var often = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Changed(Letter, [one, string.Concat(Enumerable.Repeat(one, 1000))])))).Facts!;
        Assert.Equal(once.Signatures.Select(signature => (signature.SignatureFile, signature.DocumentFile)), often.Signatures.Select(signature => (signature.SignatureFile, signature.DocumentFile)));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(100, 1)]
    public void More_signatures_than_anybody_gives_are_refused(int signatures, int ofOne)
    {
        var limits = PackageLimits.Default with { Signatures = signatures, SignaturesOfOne = ofOne };
        var reading = PackageReader.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Letter)), limits);
        Assert.Contains(PackageCodes.PassportTooLarge, reading.Refusals());
        Assert.Null(reading.Facts);
    }

    [Theory]
    [InlineData(PackageCodes.SevMessageType, "MessageType=\"Report\"", "MessageType=\"MainDoc\"")]
    [InlineData(PackageCodes.SevReceptionWithoutTime, "MessageType=\"Report\"", "MessageType=\"Reception\"")]
    [InlineData(PackageCodes.SevFailureWithoutReason, "MessageType=\"Report\"", "MessageType=\"Failure\"")]
    [InlineData(PackageCodes.SevInvalid, "<InitialDoc ", "<!--", "</InitialDoc>", "-->")]
    [InlineData(PackageCodes.SevInvalid, "<Notification>", "<!--", "</Report>", "--></Report>")]
    [InlineData(PackageCodes.SevNil, "<InitialDoc ", "<InitialDoc xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\" ")]
    [InlineData(PackageCodes.SevNil, "<Report ", "<Report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\" 1 \" ")]
    [InlineData(PackageCodes.SevDuplicateResource, "</ResourceList>", "<Resource UID=\"0\" UniqueName=\"Report.xml\" /></ResourceList>")]
    public void A_report_is_refused(string code, params string[] replacements) =>
        Assert.Equal([code], ReadReport(replacements).Refusals().Distinct());

    [Theory]
    [InlineData(PackageCodes.SevEventOfOtherType, "<Registration ", "<Reception>2026-11-23T12:00:00+03:00</Reception><Registration ")]
    [InlineData(PackageCodes.SevEventOfOtherType, "<Registration ", "<Failure Code=\"1\">x</Failure><Registration ")]
    [InlineData(PackageCodes.SevEventOfOtherType, "MessageType=\"Report\"", "MessageType=\"Reception\"", "<Registration ", "<Reception>2026-11-23T12:00:00+03:00</Reception><Registration ")]
    [InlineData(PackageCodes.SevEventOfOtherType, "MessageType=\"Report\"", "MessageType=\"Failure\"", "<Registration ", "<Failure Code=\"1\">x</Failure><Registration ")]
    [InlineData(PackageCodes.SevEventOfOtherType, "MessageType=\"Report\"", "MessageType=\"Editing\"")]
    [InlineData(PackageCodes.SevEventOfOtherType, "</Notification>", "<Editing xmlns=\"http://www.eos.ru/2010/sev/Ext2016\" DocumentID=\"1\"/></Notification>")]
    [InlineData(PackageCodes.SevReportUnmatched, "ReturnID=\"00000002000000000000000000000001\"", "ReturnID=\"unknown\"", "InitialDoc UID=\"00000003000000000000000000000001\"", "InitialDoc UID=\" \"")]
    [InlineData(PackageCodes.SevDuplicateId, "</Document>", "</Document><Document DocumentID=\"1\" Type=\"Incoming\" MainDocument=\"0\"><RegistrationInfo><Number>1</Number><Date>2026-01-01</Date></RegistrationInfo></Document>")]
    [InlineData(PackageCodes.SevDanglingReference, "</Notification>", "<ProjectRegistrationNotification xmlns=\"http://www.eos.ru/2010/sev/Ext2018\" DocumentID=\"2\"/></Notification>")]
    [InlineData(PackageCodes.SevDanglingReference, "</Notification>", "<Consideration TaskID=\"1\"/></Notification>")]
    [InlineData(PackageCodes.SevNoEvent, "<Registration DocumentID=\"1\" SystemDate=\"2026-11-23T12:00:00+03:00\" />", "")]
    [InlineData(PackageCodes.SevReportAttributeAbsent, "<Registration DocumentID=\"1\" ", "<Registration ")]
    [InlineData(PackageCodes.SevDanglingReference, "<Registration DocumentID=\"1\" ", "<Registration DocumentID=\"7\" ")]
    public void A_report_is_taken_with_a_remark(string code, params string[] replacements)
    {
        var reading = ReadReport(replacements);
        Assert.True(reading.Accepted);
        Assert.Contains(code, reading.Remarks());
    }

    [Theory]
    [InlineData(PackageCodes.SevPassportNotListed, "<Resource UID=\"0\" UniqueName=\"DocInfo.xml\" />", "")]
    [InlineData(PackageCodes.SevPassportNotListed, "Version=\"1.0\"", "Version=\"1.0\" ResourceID=\"8\"", " ResourceID=\"0\"", "")]
    [InlineData(PackageCodes.SevResourceUnused, "<EDS ResourceID=\"3\" Date=\"2026-11-23T12:00:00+03:00\" KindID=\"3\" />", "")]
    [InlineData(PackageCodes.SevMainDocument, "MainDocument=\"true\"", "MainDocument=\"0\"")]
    [InlineData(PackageCodes.SevDocumentWithoutUid, "Document UID=\"00000003000000000000000000000001\"", "Document")]
    [InlineData(PackageCodes.SevAuthor, "Author>", "Other>", "<Other>", "<!--", "</Other>", "-->")]
    [InlineData(PackageCodes.SevVersion, "Version=\"1.0\"", "Version=\"2.0\"")]
    [InlineData(PackageCodes.SevNoMark, "\uFEFF", "")]
    [InlineData(PackageCodes.SevNoMark, "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "")]
    [InlineData(PackageCodes.SevForeign, "<DocInfo ", "<DocInfo xmlns:n=\"urn:n\" n:a=\"1\" ")]
    [InlineData(PackageCodes.SevForeign, "<Consists>", "<n xmlns=\"urn:n\"/><Consists>")]
    [InlineData(PackageCodes.SevTimeWithoutZone, "Date=\"2026-11-23T12:00:00+03:00\"", "Date=\"2026-11-23T12:00:00\"")]
    [InlineData(PackageCodes.SevIdForm, "File UID=\"00000007000000000000000000000001\"", "File UID=\"00000007-0000-0000-0000-000000000001\"")]
    [InlineData(PackageCodes.SevIdForm, "ReturnID=\"00000002000000000000000000000001\"", "ReturnID=\"0000000200000000000000000000000A\"")]
    [InlineData(PackageCodes.SevNameForm, "<ShortName>Ефремов</ShortName>", "<ShortName> Ефремов</ShortName>")]
    [InlineData(PackageCodes.SevNameForm, "<ShortName>Ефремов</ShortName>", "<ShortName>Ефремов\"</ShortName>")]
    [InlineData(PackageCodes.SevEmptyElement, "</ShortName>", "</ShortName><FullName/>")]
    [InlineData(PackageCodes.SevEmptyElement, "</DocInfo>", "<Expansion/></DocInfo>")]
    [InlineData(PackageCodes.SevSize, "Size=\"2\"", "Size=\"1025\"")]
    [InlineData(PackageCodes.SevSize, "Size=\"2\"", "Size=\"-2147483648\"")]
    [InlineData(PackageCodes.SevDescriptionForm, "<Description>письмо.pdf", "<Description>письмо[1].pdf")]
    [InlineData(PackageCodes.SevNamespaceUnused, "<DocInfo ", "<DocInfo xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ")]
    [InlineData(PackageCodes.SevNamespaceUnused, "<Consists>", "<Consists xmlns:n=\"urn:n\">")]
    [InlineData(PackageCodes.SevDateWithZone, "<Date>2026-11-20</Date>", "<Date>2026-11-20+03:00</Date>")]
    [InlineData(PackageCodes.SevSignatureKind, "KindID=\"3\"", "KindID=\"6\"")]
    [InlineData(PackageCodes.SevSignatureOfItself, "EDS ResourceID=\"3\"", "EDS ResourceID=\"1\"")]
    [InlineData(PackageCodes.SevStopDays, "StopDayCount=\"30\"", "StopDayCount=\"0\"")]
    [InlineData(PackageCodes.SevStopDays, "StopDayCount=\"30\"", "StopDayCount=\"1000\"")]
    [InlineData(PackageCodes.SevAddressee, "</Document>", "<Addressee/></Document>")]
    [InlineData(PackageCodes.SevProject, "MainDocument=\"true\"", "MainDocument=\"true\" Status=\"Signed\"")]
    [InlineData(PackageCodes.SevProject, "Type=\"Created\"", "Type=\"Project\" Version=\"1\"")]
    [InlineData(PackageCodes.SevTaskProject, "<Subscriptions", OneTask + "<Subscriptions", "false</IsProject>", "true</IsProject>")]
    [InlineData(PackageCodes.SevTaskCycle, "<Subscriptions", OneTask + "<Subscriptions", "<Parent/>", "<Parent TaskID=\"t\"/>")]
    [InlineData(PackageCodes.SevTaskCycle, "<Subscriptions", ThreeTasks + "<Subscriptions")]
    [InlineData(PackageCodes.SevDanglingReference, "<Subscriptions", OneTask + "<Subscriptions", "<Parent/>", "<Parent TaskID=\"u\"/>")]
    [InlineData(PackageCodes.SevDanglingReference, "<Subscriptions", OneTask + "<Subscriptions", "<Parent/>", "<Parent DocumentID=\"7\"/>")]
    [InlineData(PackageCodes.SevDanglingReference, "</Document>", "<Link DocumentID=\"7\"><LinkType>к</LinkType></Link></Document>")]
    [InlineData(PackageCodes.SevDuplicateId, "<Subscriptions", TwinTasks + "<Subscriptions")]
    [InlineData(PackageCodes.SevDuplicateId, "</Document>", "</Document><Document DocumentID=\"1\" Type=\"Incoming\" MainDocument=\"0\"><RegistrationInfo><Number>1</Number><Date>2026-01-01</Date></RegistrationInfo></Document>")]
    [InlineData(PackageCodes.SevSizeZero, "Size=\"2\"", "Size=\"0\"")]
    [InlineData(PackageCodes.SevExtensionForm, "<Extension>.pdf", "<Extension>pdf")]
    [InlineData(PackageCodes.SevDocumentIdZero, "DocumentID=\"1\"", "DocumentID=\"0\"")]
    [InlineData(PackageCodes.SevConsists, "<Consists>1</Consists>", "")]
    [InlineData(PackageCodes.SevConsists, "<Consists>1</Consists>", "<Consists>1+3</Consists>")]
    [InlineData(PackageCodes.SevSeveralEcontacts, "</Contact></Recipient>", "<Econtact Type=\"e\">a@localhost, b@localhost</Econtact></Contact></Recipient>")]
    [InlineData(PackageCodes.RecipientWithoutIndex, "Organization UID=\"70628\"", "Organization")]
    [InlineData(PackageCodes.FileNameCase, "UniqueName=\"письмо[1].pdf\"", "UniqueName=\"ПИСЬМО[1].pdf\"")]
    public void A_document_is_taken_with_a_remark(string code, params string[] replacements)
    {
        var reading = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Changed(Letter, replacements))));
        Assert.True(reading.Accepted, string.Join(", ", reading.Faults));
        Assert.Contains(code, reading.Remarks());
    }

    [Fact]
    public void A_broker_may_use_a_prefix()
    {
        var text = Letter.Replace("</", "</sev:", StringComparison.Ordinal).Replace("<", "<sev:", StringComparison.Ordinal)
            .Replace("<sev:/sev:", "</sev:", StringComparison.Ordinal).Replace("<sev:?", "<?", StringComparison.Ordinal)
            .Replace("xmlns=", "xmlns:sev=", StringComparison.Ordinal);
        var reading = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text)));
        Assert.Equal([PackageCodes.SevPrefix], reading.Remarks());
        Assert.True(reading.Accepted);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 1)]
    [InlineData("-2147483648", 1)]
    [InlineData("2147483647", 999)]
    public void Reports_are_wanted_for_as_many_days_as_the_format_allows(string written, int days)
    {
        var text = Letter.Replace("StopDayCount=\"30\"", $"StopDayCount=\"{written}\"", StringComparison.Ordinal);
        Assert.Equal(days, TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text))).Facts!.Subscription!.Days);
    }

    [Fact]
    public void Recipients_named_twice_are_one_and_keep_their_order()
    {
        var letter = Passports.Letter();
        var twice = letter with
        {
            Header = letter.Header with
            {
                Recipient = new SevRecipient
                {
                    Contacts =
                    [
                        Passports.Contact(" 70628 ", "Лобановское"),
                        Passports.Contact("2222222222222222222222222222222A", "Ефремов"),
                        Passports.Contact("70628", "Лобановское"),
                        Passports.Contact("22222222-2222-2222-2222-22222222222a", "Ефремов"),
                    ],
                },
            },
        };
        var facts = TestPackage.Read(Passports.FilesOf(SevWriter.Write(twice))).Facts!;
        Assert.Equal(["70628", "2222222222222222222222222222222A"], facts.Recipients.Select(recipient => recipient.Index));
    }

    [Fact]
    public void A_message_that_addresses_nobody_is_refused()
    {
        var text = Letter.Replace("Organization UID=\"70628\"", "Organization", StringComparison.Ordinal)
            .Replace("Organization UID=\"22222222-2222-2222-2222-222222222222\"", "Organization UID=\" \"", StringComparison.Ordinal);
        Assert.Equal([PackageCodes.NoRecipients], TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text))).Refusals());
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(" Unknown ")]
    [InlineData("")]
    public void An_unknown_return_code_is_none(string code)
    {
        var text = Letter.Replace("ReturnID=\"00000002000000000000000000000001\"", $"ReturnID=\"{code}\"", StringComparison.Ordinal);
        Assert.Null(TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text))).Facts!.ReturnCode);
    }

    [Fact]
    public void Version_18_is_recognised_by_product_or_extension()
    {
        Assert.Equal("sev-18", FormatOf(Letter.Replace("Version=\"12.0.0\"", "Version=\"18.1.0\"", StringComparison.Ordinal)));
        Assert.Equal("sev-18", FormatOf(Letter.Replace(" Size=", " xmlns:e=\"http://www.eos.ru/2010/sev/Ext2015\" e:eTag=\"1\" Size=", StringComparison.Ordinal)));
        Assert.Equal("sev-12", FormatOf(Letter.Replace("Version=\"12.0.0\"", "Version=\"x\"", StringComparison.Ordinal)));

        static string FormatOf(string text) => TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text))).Facts!.Format;
    }

    [Fact]
    public void The_set_of_files_is_checked_before_anything_is_read()
    {
        var letter = Passports.FilesOf(Encoding.UTF8.GetBytes(Letter));
        Assert.Equal([PackageCodes.NoPassport], TestPackage.Read(letter[1..]).Refusals());
        Assert.Equal([PackageCodes.NoPassport], TestPackage.Read().Refusals());
        Assert.Equal([PackageCodes.TwoPassports], TestPackage.Read([.. letter, TestPackage.File("Report.xml", Report)]).Refusals());
        Assert.Equal([PackageCodes.TwoPassports], TestPackage.Read([.. letter, TestPackage.File("docinfo.XML", Letter)]).Refusals());
        Assert.Equal([PackageCodes.DuplicateFileName], TestPackage.Read([.. letter, letter[1]]).Refusals());
        Assert.Equal([PackageCodes.TooManyFiles], PackageReader.Read(letter, PackageLimits.Default with { Files = 3 }).Refusals());
        Assert.Equal([PackageCodes.PassportRoot], TestPackage.Read(TestPackage.File("Report.xml", Letter)).Refusals());
        var extra = TestPackage.Read([.. letter, TestPackage.File("лишний.txt", "x"), TestPackage.File("ПИСЬМО[1].PDF", "x")]);
        Assert.True(extra.Accepted);
        Assert.Equal([PackageCodes.FileNameCase, PackageCodes.FileNotListed], extra.Remarks());
        Assert.Equal("files[4] ×2", extra.Faults[^1].Seen);
        var oddCase = TestPackage.Read([TestPackage.File("DOCINFO.XML", Letter), .. letter[1..]]);
        Assert.True(oddCase.Accepted);
        Assert.Contains(PackageCodes.FileNameCase, oddCase.Remarks());
    }

    [Fact]
    public void Names_that_some_systems_take_for_one_are_told_apart_and_found()
    {
        const string Composed = "приёмный[1].pdf";
        const string Decomposed = "прие\u0308мныи\u0306[1].pdf";
        var letter = Letter.Replace("письмо[1].pdf\"", Composed + "\"", StringComparison.Ordinal);
        var rest = Passports.FilesOf(Encoding.UTF8.GetBytes(letter))[2..].Prepend(TestPackage.File("DocInfo.xml", letter)).ToList();

        var other = TestPackage.Read([.. rest, TestPackage.File(Decomposed, new byte[1025])]);
        Assert.True(other.Accepted);
        Assert.Equal([PackageCodes.FileNameComposition], other.Remarks().Distinct());
        Assert.Equal(3, other.Facts!.Signatures[0].DocumentFile);

        var both = TestPackage.Read([.. rest, TestPackage.File(Composed, new byte[1025]), TestPackage.File(Decomposed, "x")]);
        Assert.Equal([PackageCodes.FileNameComposition, PackageCodes.FileNotListed], both.Remarks());
        Assert.Equal(3, both.Facts!.Signatures[0].DocumentFile);

        // Which of two was meant cannot be told.
        var neither = TestPackage.Read([.. rest, TestPackage.File(Decomposed, "x"), TestPackage.File(Decomposed.ToUpperInvariant(), "x")]);
        Assert.Equal([PackageCodes.ListedFileMissing], neither.Refusals());
    }

    [Fact]
    public void Limits_come_before_parsing()
    {
        var letter = Passports.FilesOf(Encoding.UTF8.GetBytes(Letter));
        Assert.Equal([PackageCodes.PassportTooLarge], PackageReader.Read(letter, PackageLimits.Default with { PassportBytes = 100 }).Refusals());
        Assert.Equal([PackageCodes.PassportTooLarge], PackageReader.Read(letter, PackageLimits.Default with { Elements = 10 }).Refusals());
        Assert.Equal([PackageCodes.PassportTooDeep], PackageReader.Read(letter, PackageLimits.Default with { Depth = 3 }).Refusals());
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Equal([PackageCodes.PassportTooDeep], TestPackage.Read(TestPackage.File("DocInfo.xml", deep)).Refusals());
        var endless = new PackageFile("DocInfo.xml", 1, () => new EndlessStream());
        Assert.Equal([PackageCodes.PassportTooLarge], TestPackage.Read(endless).Refusals());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<DocInfo xmlns='http://www.eos.ru/2010/sev'>&a;</DocInfo>")]
    [InlineData("<DocInfo xmlns='http://www.eos.ru/2010/sev'>\u0001</DocInfo>")]
    public void What_is_not_xml_is_malformed_and_never_throws(string text) =>
        Assert.Equal([PackageCodes.PassportMalformed], TestPackage.Read(TestPackage.File("DocInfo.xml", text)).Refusals());

    [Fact]
    public void A_passport_cut_anywhere_or_with_any_octet_changed_never_throws()
    {
        var octets = Encoding.UTF8.GetBytes(Letter);
        for (var index = 0; index < octets.Length; index += 7)
        {
            Assert.False(TestPackage.Read(Passports.FilesOf(octets[..index])).Accepted);
            var changed = octets.ToArray();
            changed[index] ^= (byte)(1 + (index % 255));
            TestPackage.Read(Passports.FilesOf(changed));
        }
    }

    [Fact]
    public void Old_encodings_are_named_as_the_cause()
    {
        var text = Letter[1..].Replace("utf-8", "windows-1251", StringComparison.Ordinal);
        Assert.Equal([PackageCodes.PassportEncoding], TestPackage.Read(TestPackage.File("DocInfo.xml", Encoding.Latin1.GetBytes(text))).Refusals());
    }

    [Fact]
    public void Utf_16_is_Unicode_too()
    {
        var octets = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Letter[1..].Replace("utf-8", "utf-16", StringComparison.Ordinal))).ToArray();
        Assert.True(TestPackage.Read(Passports.FilesOf(octets)).Accepted);
    }

    [Theory]
    [InlineData("a.xml", "<h:Header xmlns:h=\"urn:gost\" xmlns=\"urn:other\" msg_id=\"x\"><h:DocTransfer/></h:Header>")]
    [InlineData("DocInfo.xml", "<Header msg_type=\"1\" msg_id=\"x\"/>")]
    [InlineData("message.xml", "<?xml version=\"1.0\" encoding=\"windows-1251\"?><!DOCTYPE Header SYSTEM \"x.dtd\"><Header msg_id=\"x\"><Acknowledgement/></Header>")]
    public void The_edition_of_2010_is_refused_by_its_name(string name, string text) =>
        Assert.Equal([PackageCodes.Edition2010], TestPackage.Read(TestPackage.File(name, text)).Refusals());

    [Fact]
    public void A_document_that_breaks_a_thousand_rules_is_answered_shortly()
    {
        var letter = Passports.Letter();
        var contacts = Enumerable.Range(0, 1000).Select(index => Passports.Contact(null, $" {index}")).ToList();
        var reading = TestPackage.Read(Passports.FilesOf(SevWriter.Write(
            letter with { Header = letter.Header with { Recipient = new SevRecipient { Contacts = contacts } } },
            new SevWriterOptions { AsRead = true })));
        Assert.InRange(reading.Faults.Count, 3, 40);
        Assert.Contains(reading.Faults, fault => fault.Code == PackageCodes.RecipientWithoutIndex && fault.Seen == "Recipient/Contact[1] ×1000");
    }

    [Fact]
    public void What_breaks_one_rule_at_each_of_many_places_is_judged_without_looking_at_every_pair_of_them()
    {
        var rubrics = string.Concat(Enumerable.Repeat("<Rubric x=\"1\">а</Rubric>", 30_000));
        var foreign = string.Concat(Enumerable.Range(0, 30_000).Select(index => index % 2 == 0 ? "<p1:a xmlns:q=\"urn:q\" v=\"p2:b\"/>" : "<p1:a/>"));
        var declarations = string.Concat(Enumerable.Range(0, 5_000).Select(index => $" xmlns:p{index}=\"urn:{index}\""));
        var watch = Stopwatch.StartNew();

        var invalid = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(Letter.Replace("<File ", rubrics + "<File ", StringComparison.Ordinal))));
        Assert.Equal(20, invalid.Faults.Count);
        var kept = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(
            Letter.Replace("<DocInfo ", "<DocInfo" + declarations + " ", StringComparison.Ordinal).Replace("<File ", foreign + "<File ", StringComparison.Ordinal))));
        Assert.True(kept.Accepted);

        // Pairs would take a minute; a busy machine needs a few seconds.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Places_are_named_without_what_stands_there()
    {
        var text = Letter.Replace("<Date>2026-11-20</Date>", "<Date>Иванов</Date>", StringComparison.Ordinal);
        var reading = TestPackage.Read(Passports.FilesOf(Encoding.UTF8.GetBytes(text)));
        Assert.All(reading.Faults, fault => Assert.DoesNotContain("Иванов", fault.Seen, StringComparison.Ordinal));
        Assert.Contains(reading.Faults, fault => fault.Seen == "DocInfo/DocumentList/Document/RegistrationInfo/Date:1");
    }

    private static PackageReading ReadReport(params string[] replacements) =>
        TestPackage.Read(TestPackage.File("Report.xml", Changed(Report, replacements)));

    private static string Changed(string text, string[] replacements)
    {
        for (var index = 0; index < replacements.Length; index += 2)
        {
            Assert.Contains(replacements[index], text, StringComparison.Ordinal);
            text = text.Replace(replacements[index], replacements[index + 1], StringComparison.Ordinal);
        }

        return text;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => count;

        public override int Read(Span<byte> buffer) => buffer.Length;
    }
}
