using System.Globalization;
using System.Xml.Linq;
using Sed.Exchange.Packages.Emchd;

namespace Sed.Exchange.Packages.Sev;

/// <summary>A СЭВ message as a package: its passport against its files, and its facts.</summary>
internal static class SevPackage
{
    private const int LongestNumber = 100;

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

        var name = set.Files[passportFile].Name;
        if (!SevPassportFile.IsNameOf(passport, name))
        {
            faults.Refuse(PackageCodes.PassportRoot, $"files[{passportFile}]");
            return null;
        }

        if (SevPassportFile.FixedName(passport) is { } known && known != name)
        {
            faults.Remark(PackageCodes.FileNameCase, $"files[{passportFile}]");
        }

        var files = MatchFiles(passport, set, passportFile, faults);
        CheckSizes(passport, files, set, faults);
        var facts = new PackageFacts
        {
            Format = NeedsVersion18(passport, root) ? "sev-18" : "sev-12",
            Kind = passport is SevReport ? PackageKind.Report : PackageKind.Document,
            MessageId = NullIfEmpty(passport.Header.MessageId),
            ReturnCode = passport.Header.FindReturnCode(),
            Sender = AddressOf(passport.Header.Sender.Contact),
            Recipients = ReadRecipients(passport.Header.Recipient, faults),
            Signatures = ReadSignatures(passport, files, limits, faults),
            Powers = EmchdFiles.FindIn(set),
        };
        return passport switch
        {
            SevDocInfo document => WithDocument(facts, document),
            SevReport report => WithReport(facts, report),
            SevSyncInfo => facts with { Subject = "Синхронизация адресных книг" },
            _ => facts with { Subject = "Отчёт о синхронизации адресных книг" },
        };
    }

    private static PackageFacts WithDocument(PackageFacts facts, SevDocInfo passport)
    {
        var main = passport.FindMainDocument();
        return facts with
        {
            DocumentUid = NullIfEmpty(main.Uid),
            Subject = Subject(main.Registration.Number, main.Registration.Date),
            AccessMark = NullIfEmpty(main.Access?.Text),
            Subscription = SevReportKinds.Wanted(passport.Subscriptions, main.Type == SevDocumentType.Project),
            Tasks = SevTasks.Of(passport),
        };
    }

    private static PackageFacts WithReport(PackageFacts facts, SevReport passport)
    {
        var initial = passport.Notification.InitialDocument;
        return facts with
        {
            DocumentUid = NullIfEmpty(initial.Uid),
            Subject = Subject(initial.Number, initial.Date),
            Reports = SevReportKinds.Said(passport),
            IsMarkedByNode = SevNodeMark.IsOn(passport),
            Tasks = SevTasks.Of(passport),
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
            var file = set.Find(resources[row].UniqueName, out var difference);
            if (file < 0 && key == own && SevPassportFile.FixedName(passport) is null)
            {
                faults.Remark(PackageCodes.SevPassportNotListed, $"Resource[{row + 1}]");
                continue;
            }

            if (file < 0)
            {
                faults.Refuse(PackageCodes.ListedFileMissing, $"Resource[{row + 1}]");
                continue;
            }

            if (difference is not null)
            {
                faults.Remark(difference, $"files[{file}]");
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

    // The stated size is advice and never refuses: some senders write 0, which is remarked apart.
    private static void CheckSizes(SevPassport passport, Dictionary<string, int> files, PackageSet set, PackageFaultList faults)
    {
        foreach (var file in passport.AllFiles().Where(file => file.Size > 0))
        {
            if (files.TryGetValue(SevResources.Key(file.ResourceId), out var index) && file.Size != (set.Files[index].Length + 1023) / 1024)
            {
                faults.Remark(PackageCodes.SevSize, $"files[{index}]");
            }
        }
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

    // A pair that is named again for the same authors is the same signature: each costs its file, its document and a path of certificates once more.
    private static List<PackageSignature> ReadSignatures(SevPassport passport, Dictionary<string, int> files, PackageLimits limits, PackageFaultList faults)
    {
        var known = new HashSet<(int Signing, int Signed, string Authors)>();
        var named = (
            from owned in OwnedFiles(passport)
            let file = owned.File
            from signature in file.Signatures
            let signed = files.GetValueOrDefault(SevResources.Key(file.ResourceId), -1)
            let signing = files.GetValueOrDefault(SevResources.Key(signature.ResourceId), -1)
            where signed >= 0 && signing >= 0
            where known.Add((signing, signed, string.Join('\n', owned.Authors.Select(author => author.Index))))
            select new PackageSignature(signing, signed, signature.KindId) { Authors = owned.Authors }).Take(limits.Signatures + 1).ToList();
        if (named.Count > limits.Signatures) faults.Refuse(PackageCodes.PassportTooLarge, $"> {limits.Signatures} signatures");
        else if (named.GroupBy(signature => signature.DocumentFile).FirstOrDefault(file => file.Count() > limits.SignaturesOfOne) is { } most)
            faults.Refuse(PackageCodes.PassportTooLarge, $"> {limits.SignaturesOfOne} signatures of files[{most.Key}]");
        else return named;
        return [];
    }

    // Whose each file is, in the order of AllFiles: a document's of its authors, a visa's, a task's and a report's of whoever gave it.
    private static IEnumerable<(SevFile File, IReadOnlyList<PackageAddress> Authors)> OwnedFiles(SevPassport passport)
    {
        if (passport is not SevDocumentPassport zones) yield break;
        foreach (var document in zones.Documents)
        {
            IReadOnlyList<PackageAddress> authors = [.. document.Authors.Select(author => author.Contact).OfType<SevContact>().Select(AddressOf)];
            foreach (var file in document.Files) yield return (file, authors);
            foreach (var approval in document.Approvals)
            {
                foreach (var file in approval.Files) yield return (file, [AddressOf(approval.Contact)]);
            }
        }

        foreach (var task in zones.Tasks)
        {
            foreach (var file in task.Files) yield return (file, task.Author is { } author ? [AddressOf(author.Contact)] : []);
            foreach (var executor in task.Executors)
            {
                foreach (var file in executor.Files) yield return (file, [AddressOf(executor.Contact)]);
            }
        }
    }

    internal static PackageAddress AddressOf(SevContact contact) =>
        new(NullIfEmpty(contact.Organization.Uid), NullIfEmpty(contact.Organization.ShortName)) { Inn = NullIfEmpty(contact.Organization.Inn) };

    private static bool NeedsVersion18(SevPassport passport, XElement root) =>
        passport is SevSyncInfo or SevSyncReport
        || passport.Header.MessageType == SevMessageType.Editing
        || passport is SevDocumentPassport { Expansion.Content.Count: > 0 }
        || (passport as SevDocumentPassport)?.Tasks.Any(task => task.Control is { State: null }) == true
        || IsVersion18(passport.Header.Sender.Edms.Version)
        || root.Descendants().Any(element => SevNames.IsExtension(element.Name.Namespace)
            || element.Attributes().Any(attribute => SevNames.IsExtension(attribute.Name.Namespace)));

    private static bool IsVersion18(string? version) =>
        int.TryParse(version?.Trim().Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= 18;

    private static string? Subject(string number, DateOnly date)
    {
        var trimmed = NullIfEmpty(number);
        return trimmed is null
            ? null
            : $"№ {(trimmed.Length > LongestNumber ? trimmed[..LongestNumber] + "…" : trimmed)} от {date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}";
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
