using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Reads a passport into its types: strict about the format, tolerant about what real senders do. What is tolerated is remarked.
/// Looks at the passport alone; whether the files it lists are there is asked of the package.
/// </summary>
public static class SevReader
{
    /// <summary>Reads the octets of any of the four passports; the root element says which. Never throws for malformed input.</summary>
    public static SevReading Read(byte[] octets, PackageLimits? limits = null)
    {
        var faults = new PackageFaultList();
        var passport = Read(octets, limits ?? PackageLimits.Default, faults, out _);
        return new SevReading(faults.Refuses ? null : passport, faults.ToList());
    }

    /// <summary>Reads a passport and hands out its root for what only the XML shows.</summary>
    internal static SevPassport? Read(byte[] octets, PackageLimits limits, PackageFaultList faults, out XElement? root)
    {
        root = PassportXml.Parse(octets, limits, faults);
        if (root is null)
        {
            return null;
        }

        if (SevEdition2010.IsRoot(root))
        {
            faults.Refuse(PackageCodes.Edition2010);
            return null;
        }

        // The types name what is missing, the schema finds what is too much or out of order.
        var reader = new SevElementReader(root, faults);
        SevPassport? passport = root.Name.Namespace != SevNames.Sev ? null : root.Name.LocalName switch
        {
            "DocInfo" => SevPassportXml.ReadDocInfo(reader),
            "Report" => SevPassportXml.ReadReport(reader),
            "SyncInfo" => SevSyncXml.ReadSyncInfo(reader),
            "SyncReport" => SevSyncXml.ReadSyncReport(reader),
            _ => null,
        };
        if (passport is null)
        {
            faults.Refuse(PackageCodes.PassportRoot, PassportPlace.Of(root));
            return null;
        }

        if (reader.IsExhausted)
        {
            faults.Refuse(PackageCodes.PassportTooLarge, "namespaces of foreign content");
            return passport;
        }

        SevValidator.Check(root, SevGeneration.V18, faults, anyMessageType: SevNames.IsSync(root.Name));
        if (!faults.Refuses)
        {
            SevDeviations.Remark(octets, root, faults);
            SevRules.Check(passport, faults);
        }

        return passport;
    }
}
