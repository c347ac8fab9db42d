using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Containers.Directories;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// What folders of installations must be: apart from each other and from the node's data, and, looked at only by checks, there, writable and on one
/// file system. A share that is away must not keep a node from starting.
/// </summary>
internal static class FolderRules
{
    /// <summary>Contradictions that the configuration shows by itself.</summary>
    public static IEnumerable<ConfigurationFault> Compare(NodeConfiguration configuration)
    {
        var seen = new List<(string Key, string Path)>();
        if (configuration.DataFolder is { } data) seen.Add(("$.node.data", data));
        foreach (var (place, index) in configuration.Folders.Select((place, index) => (place, index)))
        {
            foreach (var (key, path, above) in Named(place, $"$.channels.folders[{index}]"))
            {
                if (seen.FirstOrDefault(other => other.Key != above && AreOne(other.Path, path)).Key is { } met) yield return new ConfigurationFault(key, ConfigurationFaultKind.Contradiction, met);
                seen.Add((key, path));
            }

            foreach (var twice in (place.Organisations ?? []).Where(id => configuration.Folders.Take(index).Any(other => other.Organisations?.Contains(id) == true)))
                yield return new ConfigurationFault($"$.channels.folders[{index}].organisations", ConfigurationFaultKind.Twice, twice.ToString());
        }
    }

    /// <summary>What the folders and the directory say; nothing stays behind.</summary>
    public static IEnumerable<ConfigurationFault> Look(NodeConfiguration configuration, ExchangeDirectory? directory)
    {
        foreach (var (place, index) in configuration.Folders.Select((place, index) => (place, index)))
        {
            var path = $"$.channels.folders[{index}]";
            foreach (var id in configuration.NodeId is null ? [] : place.Organisations ?? [])
            {
                if (directory is null) break;
                if (directory.FindOrganisation(id) is not { } row) yield return new ConfigurationFault($"{path}.organisations", ConfigurationFaultKind.OrganisationNotListed, id.ToString());
                else if (row.Node != configuration.NodeId) yield return new ConfigurationFault($"{path}.organisations", ConfigurationFaultKind.OrganisationElsewhere, $"{id}, {row.Node}");
            }

            if (place.Out is not null && place.Documents is not null && place.Reports is not null)
                foreach (var fault in FolderTrial.Make(place)) yield return new ConfigurationFault($"{path}.{fault.Key}", KindOf(fault.Kind), fault.Detail);
        }
    }

    private static ConfigurationFaultKind KindOf(FolderFaultKind kind) => kind switch
    {
        FolderFaultKind.Missing => ConfigurationFaultKind.FileUnreadable,
        FolderFaultKind.Unwritable => ConfigurationFaultKind.FolderUnwritable,
        FolderFaultKind.Elsewhere => ConfigurationFaultKind.FolderElsewhere,
        _ => throw new InvalidOperationException($"{kind} has no place in the configuration."),
    };

    // What is taken or refused may lie in the outbox, whose names it does not have.
    private static IEnumerable<(string Key, string Path, string? Above)> Named(FolderPlace place, string path)
    {
        if (place.Out is not null) yield return ($"{path}.out", place.Out, null);
        if (place.Documents is not null) yield return ($"{path}.documents", place.Documents, null);
        if (place.Reports is not null) yield return ($"{path}.reports", place.Reports, null);
        if (place.Errors is not null) yield return ($"{path}.errors", place.Errors, IsInside(place.Errors, place.Out) ? $"{path}.out" : null);
        if (place.Taken is not null) yield return ($"{path}.taken", place.Taken, IsInside(place.Taken, place.Out) ? $"{path}.out" : null);
    }

    private static bool AreOne(string one, string other) => Same(one, other) || IsInside(one, other) || IsInside(other, one);

    private static bool IsInside(string path, string? above) =>
        above is not null && Ended(path).StartsWith(Ended(above), Comparison) && !Same(path, above);

    private static bool Same(string one, string other) => Ended(one).Equals(Ended(other), Comparison);

    private static string Ended(string path) => Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar;

    private static StringComparison Comparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
