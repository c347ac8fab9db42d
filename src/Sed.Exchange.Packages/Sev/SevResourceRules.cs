namespace Sed.Exchange.Packages.Sev;

/// <summary>The list of files against itself and against everything that points into it.</summary>
internal static class SevResourceRules
{
    private const int LastSignatureKind = 5;

    /// <summary>Adds faults for a passport that is valid by schema.</summary>
    public static void Check(SevPassport passport, PackageFaultList faults)
    {
        var own = SevResources.Key(passport.Header.ResourceId);
        var listed = CheckRows(passport, UsedBy(passport), faults);
        foreach (var key in UsedBy(passport).Where(key => !listed.ContainsKey(key)))
        {
            if (key == own)
            {
                faults.Remark(PackageCodes.SevPassportNotListed, "Header/ResourceList");
            }
            else
            {
                faults.Refuse(PackageCodes.SevDanglingResource, $"ResourceID={key}");
            }
        }

        foreach (var file in passport.AllFiles())
        {
            CheckFile(file, listed, faults);
        }
    }

    private static HashSet<string> UsedBy(SevPassport passport)
    {
        var used = new HashSet<string> { SevResources.Key(passport.Header.ResourceId) };
        foreach (var file in passport.AllFiles())
        {
            used.Add(SevResources.Key(file.ResourceId));
            used.UnionWith(file.Signatures.Select(signature => SevResources.Key(signature.ResourceId)));
        }

        return used;
    }

    private static Dictionary<string, string> CheckRows(SevPassport passport, HashSet<string> used, PackageFaultList faults)
    {
        var listed = new Dictionary<string, string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var resources = passport.Header.Resources;
        for (var index = 0; index < resources.Count; index++)
        {
            var key = SevResources.Key(resources[index].Uid);
            if (!listed.TryAdd(key, resources[index].UniqueName) | !names.Add(resources[index].UniqueName))
            {
                faults.Refuse(PackageCodes.SevDuplicateResource, $"Resource[{index + 1}]");
            }

            // Which files belong to a synchronisation is not documented: nothing of it can point to them.
            if (!used.Contains(key) && passport is SevDocumentPassport)
            {
                faults.Remark(PackageCodes.SevResourceUnused, $"Resource[{index + 1}]");
            }
        }

        return listed;
    }

    private static void CheckFile(SevFile file, Dictionary<string, string> listed, PackageFaultList faults)
    {
        if (listed.GetValueOrDefault(SevResources.Key(file.ResourceId)) is { } name
            && file.Description == name && SevFile.DescriptionOf(name) != name)
        {
            faults.Remark(PackageCodes.SevDescriptionForm, $"File/@ResourceID={file.ResourceId}");
        }

        if (file.Size < 0)
        {
            faults.Remark(PackageCodes.SevSize, $"File/@ResourceID={file.ResourceId}");
        }

        if (file.Signatures.Any(signature => signature.KindId is < 0 or > LastSignatureKind))
        {
            faults.Remark(PackageCodes.SevSignatureKind, $"File/@ResourceID={file.ResourceId}");
        }

        if (file.Signatures.Any(signature => signature.ResourceId == file.ResourceId))
        {
            faults.Remark(PackageCodes.SevSignatureOfItself, $"File/@ResourceID={file.ResourceId}");
        }
    }
}
