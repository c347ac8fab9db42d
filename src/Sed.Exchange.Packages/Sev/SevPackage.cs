using System.Globalization;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>A СЭВ message as a package: its passport against its files, and its facts.</summary>
internal static class SevPackage
{
    private const int LongestNumber = 100;

    /// <summary>True for the names of the two passports; Windows does not tell case apart, so neither do we.</summary>
    public static bool IsPassport(string name) =>
        name.Equals(SevDocInfo.FileName, StringComparison.OrdinalIgnoreCase) || name.Equals(SevReport.FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the facts of the package whose passport is the file with index <paramref name="passportFile"/>.</summary>
    public static PackageFacts? ReadFacts(PackageSet set, int passportFile, PackageLimits limits, PackageFaultList faults)
    {
        var octets = set.ReadAll(passportFile, limits.PassportBytes);
        if (octets is null)
        {
            faults.Refuse(PackageCodes.PassportTooLarge, $"> {limits.PassportBytes}");
            return null;
        }

        var passport = SevReader.Read(octets, limits, faults, out var root);
        if (passport is null || root is null || faults.Refuses)
        {
            return null;
        }

        var name = passport is SevDocInfo ? SevDocInfo.FileName : SevReport.FileName;
        if (!set.Files[passportFile].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            faults.Refuse(PackageCodes.PassportRoot, $"files[{passportFile}]");
            return null;
        }

        if (set.Files[passportFile].Name != name)
        {
            faults.Remark(PackageCodes.FileNameCase, $"files[{passportFile}]");
        }

        var files = MatchFiles(passport, set, passportFile, faults);
        var recipients = ReadRecipients(passport.Header.Recipient, faults);
        var main = (passport as SevDocInfo)?.FindMainDocument();
        var initial = (passport as SevReport)?.Notification.InitialDocument;
        return new PackageFacts
        {
            Format = NeedsVersion18(passport, root) ? "sev-18" : "sev-12",
            Kind = main is null ? PackageKind.Report : PackageKind.Document,
            MessageId = NullIfEmpty(passport.Header.MessageId),
            DocumentUid = NullIfEmpty(main is null ? initial?.Uid : main.Uid),
            ReturnCode = passport.Header.FindReturnCode(),
            Sender = AddressOf(passport.Header.Sender.Contact),
            Recipients = recipients,
            Subject = main is null ? Subject(initial?.Number, initial?.Date) : Subject(main.Registration.Number, main.Registration.Date),
            AccessMark = NullIfEmpty(main?.Access?.Text),
            Signatures = ReadSignatures(passport, files),
            Subscription = SevReportKinds.Wanted((passport as SevDocInfo)?.Subscriptions),
            Reports = passport is SevReport report ? SevReportKinds.Said(report) : [],
        };
    }

    private static Dictionary<string, int> MatchFiles(SevPassport passport, PackageSet set, int passportFile, PackageFaultList faults)
    {
        var own = SevResources.Key(passport.Header.ResourceId);
        var listed = new HashSet<int> { passportFile };
        var files = new Dictionary<string, int>();
        var resources = passport.Header.Resources;
        for (var row = 0; row < resources.Count; row++)
        {
            var key = SevResources.Key(resources[row].Uid);
            var file = set.Find(resources[row].UniqueName, out var otherCase);
            if (file < 0)
            {
                faults.Refuse(PackageCodes.ListedFileMissing, $"Resource[{row + 1}]");
                continue;
            }

            if (otherCase)
            {
                faults.Remark(PackageCodes.FileNameCase, $"files[{file}]");
            }

            if (key == own && file != passportFile)
            {
                faults.Remark(PackageCodes.SevPassportNotListed, $"Resource[{row + 1}]");
            }

            listed.Add(file);
            files[key] = file;
        }

        for (var file = 0; file < set.Files.Count; file++)
        {
            if (!listed.Contains(file))
            {
                faults.Remark(PackageCodes.FileNotListed, $"files[{file}]");
            }
        }

        return files;
    }

    private static List<PackageAddress> ReadRecipients(SevRecipient recipient, PackageFaultList faults)
    {
        List<PackageAddress> recipients = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < recipient.Contacts.Count; row++)
        {
            var address = AddressOf(recipient.Contacts[row]);
            if (address.Index is null)
            {
                faults.Remark(PackageCodes.RecipientWithoutIndex, $"Recipient/Contact[{row + 1}]");
            }

            if (seen.Add(address.Index is null ? "name:" + address.Name : "index:" + SevIndex.Key(address.Index)))
            {
                recipients.Add(address);
            }
        }

        if (recipients.All(address => address.Index is null))
        {
            faults.Refuse(PackageCodes.NoRecipients, "Header/Recipient");
        }

        return recipients;
    }

    private static List<PackageSignature> ReadSignatures(SevPassport passport, Dictionary<string, int> files) =>
    [
        .. from file in passport.AllFiles()
           from signature in file.Signatures
           let signed = files.GetValueOrDefault(SevResources.Key(file.ResourceId), -1)
           let signing = files.GetValueOrDefault(SevResources.Key(signature.ResourceId), -1)
           where signed >= 0 && signing >= 0
           select new PackageSignature(signing, signed, signature.KindId),
    ];

    private static PackageAddress AddressOf(SevContact contact) =>
        new(NullIfEmpty(contact.Organization.Uid), NullIfEmpty(contact.Organization.ShortName));

    private static bool NeedsVersion18(SevPassport passport, XElement root) =>
        passport.Header.MessageType == SevMessageType.Editing
        || IsVersion18(passport.Header.Sender.Edms.Version)
        || root.Descendants().Any(element => SevNames.IsExtension(element.Name.Namespace)
            || element.Attributes().Any(attribute => SevNames.IsExtension(attribute.Name.Namespace)));

    private static bool IsVersion18(string? version) =>
        int.TryParse(version?.Trim().Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= 18;

    private static string? Subject(string? number, DateOnly? date)
    {
        var trimmed = NullIfEmpty(number);
        return trimmed is null || date is null
            ? null
            : $"№ {(trimmed.Length > LongestNumber ? trimmed[..LongestNumber] + "…" : trimmed)} от {date.Value.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}";
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
