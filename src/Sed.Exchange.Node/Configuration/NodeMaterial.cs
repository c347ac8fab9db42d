using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Pki;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Configuration;

/// <summary>The keys and certificates that a configuration names, opened.</summary>
public sealed class NodeMaterial
{
    /// <summary>TLS certificate with its key.</summary>
    public required X509Certificate2 Tls { get; init; }

    /// <summary>Issuers of the TLS certificate that came with it.</summary>
    public required X509Certificate2Collection TlsChain { get; init; }

    /// <summary>Who this node is.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>Anchors for officials' signatures, or null.</summary>
    public required TrustAnchors? Anchors { get; init; }

    /// <summary>Anchors of the authorities of time, or null.</summary>
    public required TrustAnchors? TimeAnchors { get; init; }

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
        var tls = OpenTls(configuration.Tls, faults);
        var nodeKey = OpenKey(configuration.NodeKey, faults);
        var seals = new Dictionary<Guid, SigningKey>();
        foreach (var seal in configuration.Seals)
        {
            if (OpenKey(seal.Key, faults) is { } key) seals[seal.Organisation] = key;
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
        if (!dev)
        {
            if (tls.Count > 0) RefuseDevelopment(configuration.Tls.Path, Certificate.Parse(tls[0].RawData), faults);
            RefuseDevelopment(configuration.NodeKey.Path, nodeKey?.Certificate, faults);
            foreach (var seal in configuration.Seals) RefuseDevelopment(seal.Key.Path, seals.GetValueOrDefault(seal.Organisation)?.Certificate, faults);
            RefuseDevelopment("directory.file", opened?.Directory?.Keys.Current, faults);
            foreach (var anchor in anchors?.Anchors.Concat(anchors.Intermediates) ?? []) RefuseDevelopment("trust.folder", anchor, faults);
            foreach (var anchor in timeAnchors?.Anchors.Concat(timeAnchors.Intermediates) ?? []) RefuseDevelopment("timestamps.trust", anchor, faults);
        }

        if (tls.Count == 0 || nodeKey is null || configuration.NodeId is null) return null;
        return new NodeMaterial
        {
            Tls = tls[0],
            TlsChain = [.. tls.Skip(1)],
            Identity = new NodeIdentity(configuration.NodeId, nodeKey, seals, Verdict.StandardPolicy),
            Anchors = anchors,
            TimeAnchors = timeAnchors,
            Directory = directory ?? [],
            IsDevelopment = dev,
        };
    }

    // Certificate with the key first, its issuers after it; empty when it cannot be used.
    private static X509Certificate2Collection OpenTls(KeyLocation location, List<ConfigurationFault> faults)
    {
        if (ReadSecrets(location, faults) is not var (file, password)) return [];
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(file, password);
            if (all.FirstOrDefault(candidate => candidate.HasPrivateKey) is { } own) return [own, .. all.Where(candidate => !candidate.HasPrivateKey)];
            faults.Add(new ConfigurationFault($"$.{location.Path}.file", ConfigurationFaultKind.KeyUnusable, "no private key"));
        }
        catch (CryptographicException unusable)
        {
            faults.Add(new ConfigurationFault($"$.{location.Path}.file", ConfigurationFaultKind.KeyUnusable, unusable.Message));
        }

        return [];
    }

    private static SoftwareKey? OpenKey(KeyLocation location, List<ConfigurationFault> faults)
    {
        if (ReadSecrets(location, faults) is not var (file, password)) return null;
        try
        {
            return SoftwareKey.FromPkcs12(file, password);
        }
        catch (KeyFileException unusable)
        {
            faults.Add(new ConfigurationFault($"$.{location.Path}.file", ConfigurationFaultKind.KeyUnusable, unusable.Message));
            return null;
        }
    }

    private static (byte[] File, string Password)? ReadSecrets(KeyLocation location, List<ConfigurationFault> faults)
    {
        var file = NamedFile.ReadSecret($"$.{location.Path}.file", location.File, faults);
        var password = NamedFile.ReadSecretLine($"$.{location.Path}.passwordFile", location.PasswordFile, faults);
        return file is null || password is null ? null : (file, password);
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

    private static void RefuseDevelopment(string path, Certificate? certificate, List<ConfigurationFault> faults)
    {
        if (certificate is not null && DevelopmentAuthority.IsDevelopment(certificate))
        {
            faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.Development, certificate.Subject));
        }
    }
}
