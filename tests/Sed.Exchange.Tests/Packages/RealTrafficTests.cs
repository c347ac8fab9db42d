using System.Text;
using System.Text.RegularExpressions;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Tests.Packages;

public sealed class RealTrafficTests
{
    [SharedFact]
    public void Every_real_message_is_taken_and_nothing_in_it_refuses()
    {
        var passports = RealTraffic.Passports();
        Assert.Equal(45, passports.Count);
        foreach (var passport in passports)
        {
            var reading = PackageReader.Read(RealTraffic.PackageOf(passport), PackageLimits.Default);
            Assert.True(reading.Accepted, passport + ": " + string.Join(", ", reading.Faults));
            Assert.Equal("sev-12", reading.Facts!.Format);
            Assert.NotEmpty(reading.Facts.Recipients);
            Assert.NotNull(reading.Facts.DocumentUid);
            Assert.Matches("^№ .+ от [0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$", reading.Facts.Subject);
        }
    }

    [SharedFact]
    public void Every_real_message_can_be_written_again_without_loss()
    {
        foreach (var passport in RealTraffic.Passports())
        {
            var octets = File.ReadAllBytes(passport);
            var read = SevReader.Read(octets).Passport!;
            var written = SevWriter.Write(read, new SevWriterOptions { AsRead = true });
            Assert.Equal(CanonicalContent.Of(octets), CanonicalContent.Of(written));
        }
    }

    [SharedFact]
    public void The_eleven_real_signatures_belong_to_the_files_they_sign()
    {
        var signatures = 0;
        foreach (var passport in RealTraffic.Files(SevDocInfo.FileName))
        {
            var files = RealTraffic.PackageOf(passport);
            var facts = PackageReader.Read(files, PackageLimits.Default).Facts!;
            foreach (var signature in facts.Signatures)
            {
                signatures++;
                Assert.StartsWith(files[signature.DocumentFile].Name, files[signature.SignatureFile].Name, StringComparison.Ordinal);
                Assert.EndsWith(".sig", files[signature.SignatureFile].Name, StringComparison.Ordinal);
                Assert.Contains(signature.KindId, new int?[] { 1, 3, 4 });
            }
        }

        Assert.Equal(11, signatures);
    }

    [SharedFact]
    public void The_nine_real_reports_say_reception_registration_or_refusal()
    {
        var events = RealTraffic.Files(SevReport.FileName)
            .SelectMany(passport => PackageReader.Read(RealTraffic.PackageOf(passport), PackageLimits.Default).Facts!.Events)
            .GroupBy(word => word)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(5, events[ReportEvent.Reception]);
        Assert.Equal(2, events[ReportEvent.RegistrationRefused]);
        Assert.Equal(2, events[ReportEvent.Registered]);
    }

    [SharedFact]
    public void What_native_senders_write_is_written_again_in_their_own_form()
    {
        const string Unused = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"";
        var compared = 0;
        foreach (var passport in RealTraffic.Passports())
        {
            var native = Encoding.UTF8.GetString(File.ReadAllBytes(passport));
            if (!Regex.IsMatch(native, "^\uFEFF<\\?xml version=\"1.0\" encoding=\"utf-8\"\\?><.* Time=\"[^\"]+\\.[0-9]{7}\\+"))
            {
                continue; // indented since by somebody, or with a zero dropped at the end of the time
            }

            var read = SevReader.Read(Encoding.UTF8.GetBytes(native)).Passport!;
            var written = SevWriter.Write(read, new SevWriterOptions { AsRead = true });
            Assert.Equal(native.Replace(Unused, "", StringComparison.Ordinal), Encoding.UTF8.GetString(written));
            compared++;
        }

        Assert.True(compared >= 20, $"{compared} compared");
    }

    [SharedFact]
    public void Every_passport_and_envelope_gets_the_verdict_the_samples_come_with()
    {
        var lines = File.ReadAllLines(Path.Combine(RealTraffic.Samples, "verdicts.csv")).Skip(1).Where(line => line.Contains(",СЭВ ", StringComparison.Ordinal));
        var verdicts = new Dictionary<string, int>();
        foreach (var line in lines)
        {
            var row = Cells(line);
            var octets = File.ReadAllBytes(Path.Combine(RealTraffic.Samples, "delo-medo-traffic", row[0]));
            Assert.Equal(row[8] == "yes", SevValidator.Validate(octets).Count == 0);
            if (row[10].StartsWith("sev-12", StringComparison.Ordinal))
            {
                Assert.Equal(row[11] == "yes", SevValidator.Validate(octets, SevGeneration.V12).Count == 0);
            }

            var kind = row[1].Split(' ')[1];
            verdicts[kind] = verdicts.GetValueOrDefault(kind) + 1;
        }

        Assert.Equal((36, 9, 45), (verdicts["DocInfo"], verdicts["Report"], verdicts["Envelop"]));
    }

    [SharedFact]
    public void Every_real_transport_envelope_can_be_written_again_without_loss()
    {
        foreach (var path in RealTraffic.Files("*.env"))
        {
            var octets = File.ReadAllBytes(path);
            var envelop = SevEnvelopXml.Read(octets).Envelop!;
            Assert.Equal(Path.GetFileNameWithoutExtension(path), envelop.MessageDir);
            Assert.Equal(CanonicalContent.Of(octets), CanonicalContent.Of(SevEnvelopXml.Write(envelop)));
        }
    }

    private static List<string> Cells(string line) =>
        [.. Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))").Select(match => match.Groups[1].Value + match.Groups[2].Value)];
}
