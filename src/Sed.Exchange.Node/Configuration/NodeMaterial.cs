using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Policies;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys and certificates that a configuration names, opened.</summary>
public sealed class NodeMaterial
{
    /// <summary>TLS keys: the one in use, and the one that is to follow.</summary>
    public required IReadOnlyList<TlsKey> Tls { get; init; }

    /// <summary>The TLS key that is shown by a directory.</summary>
    internal TlsKey TlsBy(ExchangeDirectory? directory, DateTimeOffset at) => TlsIdentity.Choose(Tls, directory?.FindNode(Identity.NodeId)?.TlsPins ?? [], at);

    /// <summary>Who this node is.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>What is good enough in officials' signatures.</summary>
    public required VerificationPolicy Policy { get; init; }

    /// <summary>Anchors for officials' signatures, or null.</summary>
    public required TrustAnchors? Anchors { get; init; }

    /// <summary>Anchors of the authorities of time, or null.</summary>
    public required TrustAnchors? TimeAnchors { get; init; }

    /// <summary>The list of accredited authorities in force, or null.</summary>
    public required AccreditedList? Accredited { get; init; }

    /// <summary>What officials' signatures are judged by.</summary>
    public TrustMaterial Trust => new(Anchors, Accredited, Policy);

    /// <summary>The directory file, as configured.</summary>
    public required byte[] Directory { get; init; }

    /// <summary>True: started with <c>--dev</c>.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Opens everything.</summary>
    /// <param name="configuration">What names it.</param>
    /// <param name="dev">True: certificates of the development authority are fine.</param>
    /// <param name="now">Time of opening.</param>
    /// <exception cref="ConfigurationException">Every file that cannot be used.</exception>
    public static NodeMaterial Open(NodeConfiguration configuration, bool dev, DateTimeOffset now)
    {
        var faults = new List<ConfigurationFault>();
        return Examine(configuration, dev, now, faults) is { } material && faults.Count == 0 ? material : throw new ConfigurationException(faults);
    }

    /// <summary>Opens as much as can be opened and adds what cannot to the faults; null: something without which there is no node.</summary>
    /// <param name="configuration">What names it, read as far as it went: absent values are null.</param>
    /// <param name="dev">True: certificates of the development authority are fine.</param>
    /// <param name="now">Time of opening.</param>
    /// <param name="faults">Gets what is wrong.</param>
    internal static NodeMaterial? Examine(NodeConfiguration configuration, bool dev, DateTimeOffset now, List<ConfigurationFault> faults)
    {
        var keys = new KeyOpening(dev, faults);
        var tls = configuration.Tls.Select(location => keys.OpenTls((KeyLocation.InFile)location)).OfType<TlsKey>().ToList();
        var receipts = configuration.NodeKeys.Select(keys.Open).OfType<SigningKey>().ToList();
        var seals = new Dictionary<Guid, IReadOnlyList<SigningKey>>();
        foreach (var seal in configuration.Seals)
        {
            if (seal.Keys.Select(keys.Open).OfType<SigningKey>().ToList() is { Count: > 0 } held) seals[seal.Organisation] = held;
        }

        var directory = NamedFile.Read("$.directory.file", configuration.DirectoryFile, faults);
        var opened = directory is null ? null : DirectoryFile.OpenCryptoOnly(directory, now);
        if (opened is { Directory: null, Verdict: var verdict })
        {
            faults.Add(new ConfigurationFault("$.directory.file", ConfigurationFaultKind.DirectoryInvalid, $"{verdict.FirstFailure?.Code} {verdict.FirstFailure?.Seen}".Trim()));
        }

        BlobRoom.FindAccess(configuration.Blobs, faults);
        var anchors = configuration.TrustFolder is { } folder ? OpenTrust("trust.folder", folder, faults) : null;
        var timeAnchors = configuration.Timestamps?.TrustFolder is { } timeFolder ? OpenTrust("timestamps.trust", timeFolder, faults) : null;
        var policy = OpenPolicy(configuration.Policy, faults);
        if (!dev)
        {
            keys.RefuseDevelopment("directory.file", opened?.Directory?.Keys.Current);
            foreach (var anchor in anchors?.Anchors.Concat(anchors.Intermediates) ?? []) keys.RefuseDevelopment("trust.folder", anchor);
            foreach (var anchor in timeAnchors?.Anchors.Concat(timeAnchors.Intermediates) ?? []) keys.RefuseDevelopment("timestamps.trust", anchor);
        }

        if (tls.Count == 0 || receipts.Count == 0 || configuration.NodeId is null) return null;
        return new NodeMaterial
        {
            Tls = tls,
            Identity = new NodeIdentity(configuration.NodeId, new NodeKeys(receipts, seals), policy.Id),
            Anchors = anchors,
            Policy = policy,
            TimeAnchors = timeAnchors,
            Accredited = OpenList(configuration, now, faults),
            Directory = directory ?? [],
            IsDevelopment = dev,
        };
    }

    // Where it cannot be used there is no node; the standard one stands in until every fault is told.
    private static VerificationPolicy OpenPolicy(string? source, List<ConfigurationFault> faults)
    {
        try
        {
            return source is null ? VerificationPolicy.Standard : PolicySource.Open(source);
        }
        catch (PolicyException unusable)
        {
            faults.Add(new ConfigurationFault("$.policy", ConfigurationFaultKind.PolicyUnusable, unusable.Message));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigurationFault("$.policy", ConfigurationFaultKind.FileUnreadable, unreadable.Message));
        }

        return VerificationPolicy.Standard;
    }

    private static TrustAnchors? OpenTrust(string path, string folder, List<ConfigurationFault> faults)
    {
        try
        {
            return TrustFolder.Open(folder).Anchors;
        }
        catch (TrustFolderException unreadable)
        {
            faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.FileUnreadable, unreadable.Message));
            return null;
        }
    }

    private static AccreditedList? OpenList(NodeConfiguration configuration, DateTimeOffset now, List<ConfigurationFault> faults)
    {
        if (configuration.TrustList is not { } folder) return null;
        try
        {
            var signer = configuration.TrustListSigner is not { } file ? null : NamedFile.Read("$.trust.listSigner", file, faults) is { } octets ? Certificate.Parse(octets) : null;
            if (AccreditedFolder.Open(folder, signer, now) is not var (list, opened)) return null;
            if (opened.List is null) faults.Add(new ConfigurationFault("$.trust.list", ConfigurationFaultKind.FileUnreadable, $"{list}: {opened.Findings[^1].Code} {opened.Findings[^1].Seen}".TrimEnd()));
            return opened.List;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ConfigurationFault("$.trust.list", ConfigurationFaultKind.FileUnreadable, unreadable.Message));
            return null;
        }
    }
}
