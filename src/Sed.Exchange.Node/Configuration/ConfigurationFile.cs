using System.Collections;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Adapters.Resumable;
using Sed.Exchange.Adapters.Timestamps;
using Sed.Exchange.Adapters.Revocation;
using Sed.Exchange.Adapters.Webhooks;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Retention;
using Sed.Exchange.Delivery.Stamping;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Configuration;

/// <summary>Makes a <see cref="NodeConfiguration"/> of <c>node.json</c> and the environment, reporting all faults at once.</summary>
public sealed class ConfigurationFile
{
    private readonly ConfigurationText _text;
    private readonly List<ConfigurationFault> _faults;
    private readonly string _folder;

    private ConfigurationFile(ConfigurationText text, List<ConfigurationFault> faults, string folder)
    {
        _text = text;
        _faults = faults;
        _folder = folder;
    }

    /// <summary>Reads a configuration with the process' environment.</summary>
    /// <exception cref="ConfigurationException">Everything that is wrong with it.</exception>
    public static NodeConfiguration Read(string file) => Read(file, Surroundings());

    /// <summary>Reads a configuration.</summary>
    /// <param name="file"><c>node.json</c>.</param>
    /// <param name="environment">Variables that override it.</param>
    /// <exception cref="ConfigurationException">Everything that is wrong with it.</exception>
    public static NodeConfiguration Read(string file, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var (configuration, faults) = Examine(file, environment);
        return faults.Count == 0 ? configuration! : throw new ConfigurationException(faults);
    }

    /// <summary>Reads a configuration with the process' environment as far as it goes; see <see cref="Examine(string, IEnumerable{KeyValuePair{string, string}})"/>.</summary>
    internal static (NodeConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults) Examine(string file) => Examine(file, Surroundings());

    /// <summary>Reads a configuration as far as it goes. With faults, what they are about is null or the default in it, also where its type says otherwise.</summary>
    internal static (NodeConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults) Examine(string file, IEnumerable<KeyValuePair<string, string>> environment)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, [new ConfigurationFault(file, ConfigurationFaultKind.Unreadable, unreadable.Message)]);
        }

        var faults = new List<ConfigurationFault>();
        var text = ConfigurationText.Read(json, environment, faults);

        // Of what cannot be read at all, every key would be missing: noise around the one thing to correct.
        if (faults.Any(fault => fault.Kind == ConfigurationFaultKind.Malformed)) return (null, faults);
        var configuration = new ConfigurationFile(text, faults, Path.GetDirectoryName(Path.GetFullPath(file))!).Bind();
        return (configuration, faults);
    }

    private static IEnumerable<KeyValuePair<string, string>> Surroundings() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value as string ?? string.Empty));

    private NodeConfiguration Bind()
    {
        var configuration = new NodeConfiguration
        {
            NodeId = Get(ConfigurationKeys.NodeId)!,
            DataFolder = Get(ConfigurationKeys.NodeData)!,
            Exchange = Get(ConfigurationKeys.ListenExchange)!,
            Api = Get(ConfigurationKeys.ListenApi)!,
            Console = Get(ConfigurationKeys.ListenConsole),
            Tls = BindTls(),
            NodeKeys = BindKeys(ConfigurationKeys.NodeKey, ConfigurationKeys.NodeKeyNext),
            Seals = [.. Enumerable.Range(0, _text.CountOf("keys.seals")).Select(index => new SealLocation(
                Get(ConfigurationKeys.SealOrganisation, index), BindKeys(ConfigurationKeys.Seal, ConfigurationKeys.SealNext, index)))],
            KeyLook = Get(ConfigurationKeys.KeyLook),
            DirectoryFile = Get(ConfigurationKeys.DirectoryFile)!,
            DirectoryFingerprint = Get(ConfigurationKeys.DirectoryFingerprint)!,
            DirectoryAsk = Get(ConfigurationKeys.DirectoryAsk),
            TrustFolder = Get(ConfigurationKeys.TrustFolder),
            Policy = Get(ConfigurationKeys.Policy)!,
            Timestamps = BindTime(),
            Stamping = new StampingOptions
            {
                Every = Get(TimestampKeys.Every),
                Receipts = (int)Get(TimestampKeys.Receipts),
                Lead = Get(TimestampKeys.Lead),
                Overdue = Get(TimestampKeys.Overdue),
                Suite = Get(TimestampKeys.Digest) is { } digest ? Suite.All.First(suite => suite.DigestName == digest) : null,
            },
            Retention = new RetentionOptions
            {
                Content = Get(RetentionKeys.Content),
                Metadata = Get(RetentionKeys.Metadata),
                Evidence = Get(RetentionKeys.Evidence),
                Quarantine = Get(RetentionKeys.Quarantine),
            },
            TrustList = Get(EvidenceKeys.TrustList),
            TrustListSigner = Get(EvidenceKeys.TrustListSigner),
            IssuerHosts = Get(EvidenceKeys.TrustAia) ?? [],
            RevocationReach = Get(EvidenceKeys.RevocationFetch)!,
            Revocation = new RevocationFetchOptions
            {
                AllowInner = Get(EvidenceKeys.RevocationFetch) == "any",
                Patience = Get(EvidenceKeys.RevocationPatience),
                Fresh = Get(EvidenceKeys.RevocationFresh),
                Oldest = Get(EvidenceKeys.RevocationOldest),
                Rest = Get(EvidenceKeys.RevocationRest),
            },
            RevocationCacheBytes = Get(EvidenceKeys.RevocationCache),
            JournalKind = Get(ConfigurationKeys.JournalKind)!,
            Blobs = new BlobPlace
            {
                Kind = Get(ConfigurationKeys.BlobKind)!,
                ConnectionStringFile = Get(ConfigurationKeys.BlobConnectionString),
                Account = Get(ConfigurationKeys.BlobAccount),
                Identity = Get(ConfigurationKeys.BlobIdentity),
                Container = Get(ConfigurationKeys.BlobContainer),
                Prefix = Get(ConfigurationKeys.BlobPrefix) ?? string.Empty,
            },
            Delivery = new DeliveryOptions
            {
                DeliverBy = Get(ConfigurationKeys.DeliverBy),
                DeliverByLimit = Get(ConfigurationKeys.DeliverByLimit),
                ClockTolerance = Get(ConfigurationKeys.ClockTolerance),
                ClockPatience = Get(ConfigurationKeys.ClockPatience),
                UndeliveredGrace = Get(ConfigurationKeys.UndeliveredGrace),
                FirstPause = Get(ConfigurationKeys.FirstPause),
                LongestPause = Get(ConfigurationKeys.LongestPause),
                AttemptTimeout = Get(ConfigurationKeys.AttemptTimeout),
                VerifyWithin = Get(ConfigurationKeys.VerifyWithin),
                AttemptsPerPeer = (int)Get(ConfigurationKeys.AttemptsPerPeer),
                BreakerFailures = (int)Get(ConfigurationKeys.BreakerFailures),
                BreakerPause = Get(ConfigurationKeys.BreakerPause),
                QueueBytesPerDestination = Get(ConfigurationKeys.QueueBytes),
                Lease = Get(ConfigurationKeys.Lease),
                LeaseLimit = Get(MailboxKeys.LeaseLimit),
                LeaseBytes = Get(MailboxKeys.LeaseBytes),
                PoisonAfter = (int)Get(MailboxKeys.PoisonAfter),
                Uncollected = Get(MailboxKeys.Uncollected),
                WarnLate = Get(MailboxKeys.WarnLate),
                WebhookPause = Get(WebhookKeys.LongestPause),
                WebhookGiveUp = Get(WebhookKeys.GiveUp),
                OwedReceipts = Get(ConfigurationKeys.OwedReceipts),
                ParkReports = Get(ConfigurationKeys.ParkReports),
                NodeReports = Get(ConfigurationKeys.NodeReports) == "on",
                BlobIntent = Get(ConfigurationKeys.BlobIntent),
                CapturesAtOnce = (int)Get(EvidenceKeys.CapturesAtOnce),
                CapturePatience = Get(EvidenceKeys.CapturePatience),
                CapturePause = Get(EvidenceKeys.CapturePause),
                CaptureAlarm = Get(EvidenceKeys.CaptureAlarm),
                CaptureGiveUp = Get(EvidenceKeys.CaptureGiveUp),
            },
            ContainerLimits = ContainerLimits.Default with
            {
                ContainerBytes = Get(ConfigurationKeys.ContainerBytes),
                MetadataBytes = (int)Get(ConfigurationKeys.MetadataBytes),
                // Every file of a package is an entry; ten more hold everything else.
                Entries = (int)Get(ConfigurationKeys.PackageFiles) + 10,
            },
            PackageLimits = PackageLimits.Default with
            {
                Files = (int)Get(ConfigurationKeys.PackageFiles),
                PassportBytes = (int)Get(ConfigurationKeys.PassportBytes),
            },
            Listening = new ListeningLimits
            {
                Connections = (int)Get(ConfigurationKeys.Connections),
                Uploads = (int)Get(ConfigurationKeys.Uploads),
                BodyBytesPerSecond = (int)Get(ConfigurationKeys.BodyRate),
                BodyGrace = Get(ConfigurationKeys.BodyGrace),
                RequestBytes = (int)Get(ConfigurationKeys.RequestBytes),
                HeaderBytes = (int)Get(ConfigurationKeys.HeaderBytes),
                Headers = (int)Get(ConfigurationKeys.Headers),
                HeaderTime = Get(ConfigurationKeys.HeaderTime),
                IdleTime = Get(ConfigurationKeys.IdleTime),
                PartHeaderBytes = (int)Get(ConfigurationKeys.PartHeaderBytes),
                Hosts = Get(ConfigurationKeys.ListenHosts) ?? [],
                RequestsPerSecond = (int)Get(ConfigurationKeys.RequestRate),
                RequestsAtOnce = (int)Get(ConfigurationKeys.RequestsAtOnce),
                PollsAtOnce = (int)Get(ConfigurationKeys.PollsAtOnce),
                PeerRequestsPerSecond = (int)Get(ConfigurationKeys.PeerRequestRate),
                StrangersPerMinute = (int)Get(ConfigurationKeys.StrangerRate),
            },
            Resumable = new ResumableOptions
            {
                UploadsPerCaller = (int)Get(ConfigurationKeys.ResumableUploads),
                BytesPerCaller = Get(ConfigurationKeys.ResumableBytes),
                Kept = Get(ConfigurationKeys.ResumableKept),
            },
            Webhooks = new WebhookLinkOptions { Patience = Get(WebhookKeys.Patience) },
            Peers = new HttpPeerOptions { ResumableFrom = Get(ConfigurationKeys.ResumableFrom) },
            Routes = [.. Enumerable.Range(0, _text.CountOf("routes")).Select(index => new LaidRoute(Get(RouteKeys.To, index)!, Get(RouteKeys.Via, index)!))],
            Folders = [.. Enumerable.Range(0, _text.CountOf("channels.folders")).Select(BindFolders)],
            FolderOptions = new FolderOptions
            {
                Look = Get(ConfigurationKeys.FolderLook),
                StableLooks = (int)Get(ConfigurationKeys.FolderStableLooks),
                Patience = Get(ConfigurationKeys.FolderPatience),
                TakenKept = Get(ConfigurationKeys.FolderTakenKept),
                OfferedAtOnce = (int)Get(ConfigurationKeys.FolderOffered),
            },
        };
        configuration = configuration with
        {
            FolderOptions = configuration.FolderOptions with { Package = configuration.PackageLimits, Lease = configuration.Delivery.Lease },
        };
        Compare(configuration);
        return configuration;
    }

    private TimePlace? BindTime()
    {
        var (addresses, trust) = (Get(TimestampKeys.Addresses), Get(TimestampKeys.Trust));
        var (policy, patience, tolerance) = (Get(TimestampKeys.Policy), Get(TimestampKeys.Patience), Get(TimestampKeys.Tolerance));
        if (addresses is null) return null;

        // Without it no answer could ever be taken.
        if (trust is null && _text.Find(TimestampKeys.Trust.Path) is null)
            _faults.Add(new ConfigurationFault("$." + TimestampKeys.Trust.Path, ConfigurationFaultKind.Missing, TimestampKeys.Trust.Type));
        return new TimePlace(trust, new TimeAuthorityOptions { Addresses = addresses, Policy = policy, Patience = patience, Tolerance = tolerance });
    }

    private List<KeyLocation> BindTls()
    {
        var keys = new List<KeyLocation> { new KeyLocation.InFile("tls", Get(ConfigurationKeys.TlsFile)!, Get(ConfigurationKeys.TlsPassword)!) };
        var (file, password) = (ConfigurationKeys.TlsNextFile, ConfigurationKeys.TlsNextPassword);
        if (_text.Find(file.Path) is null && _text.Find(password.Path) is null) return keys;
        RequireTogether([file, password], index: null);
        keys.Add(new KeyLocation.InFile("tls.next", Get(file)!, Get(password)!));
        return keys;
    }

    private List<KeyLocation> BindKeys(KeyPlaceKeys key, KeyPlaceKeys next, int? index = null)
    {
        var keys = new List<KeyLocation> { BindKey(key, index) };
        if (next.All.Any(part => IsWritten(part, index))) keys.Add(BindKey(next, index));
        return keys;
    }

    private KeyLocation BindKey(KeyPlaceKeys key, int? index)
    {
        var path = Concrete(key.Path, index);
        if (key.OfToken.All(part => !IsWritten(part, index)))
        {
            RequireTogether([key.File, key.Password], index);
            return new KeyLocation.InFile(path, Get(key.File, index)!, Get(key.Password, index)!);
        }

        // A key that lies in two places is one of them: which, nobody can know.
        var idle = new ConfigurationKey[] { key.File, key.Password }.Where(part => IsWritten(part, index));
        _faults.AddRange(idle.Select(part => new ConfigurationFault("$." + Concrete(part.Path, index), ConfigurationFaultKind.Contradiction, $"$.{path}.pkcs11")));
        RequireTogether([key.Library, key.Token, key.Key, key.Pin], index);
        return new KeyLocation.InToken(
            path, Get(key.Library, index)!, Get(key.Token, index)!, Get(key.Key, index)!, Get(key.Pin, index)!, Get(key.Certificate, index));
    }

    private void RequireTogether(IEnumerable<ConfigurationKey> keys, int? index) => _faults.AddRange(
        keys.Where(key => !IsWritten(key, index)).Select(key => new ConfigurationFault("$." + Concrete(key.Path, index), ConfigurationFaultKind.Missing, key.Type)));

    private bool IsWritten(ConfigurationKey key, int? index) => _text.Find(Concrete(key.Path, index)) is not null;

    private static string Concrete(string path, int? index) => index is null ? path : path.Replace("[]", $"[{index}]", StringComparison.Ordinal);

    private FolderPlace BindFolders(int index)
    {
        var outbox = Get(ConfigurationKeys.FolderOut, index);
        return new FolderPlace
        {
            Organisations = Get(ConfigurationKeys.FolderOrganisations, index)!,
            Out = outbox!,
            Documents = Get(ConfigurationKeys.FolderDocuments, index)!,
            Reports = Get(ConfigurationKeys.FolderReports, index)!,
            Errors = Get(ConfigurationKeys.FolderErrors, index) ?? (outbox is null ? null! : Path.Combine(outbox, FolderPlace.ErrorsName)),
            Taken = Get(ConfigurationKeys.FolderTaken, index) ?? (outbox is null ? null! : Path.Combine(outbox, FolderPlace.TakenName)),
            Address = Get(ConfigurationKeys.FolderAddress, index),
        };
    }

    private T Get<T>(ConfigurationKey<T> key, int? index = null)
    {
        var path = Concrete(key.Path, index);
        if (_text.Find(path) is not { } raw)
        {
            if (key.IsRequired) _faults.Add(new ConfigurationFault("$." + path, ConfigurationFaultKind.Missing, key.Type));
            return key.Standard;
        }

        if (key.TryParse(raw, _folder, out var parsed)) return (T)parsed!;
        _faults.Add(new ConfigurationFault(raw.Source, ConfigurationFaultKind.Invalid, key.Type));
        return key.Standard;
    }

    private void Compare(NodeConfiguration configuration)
    {
        if (configuration.Delivery.DeliverBy > configuration.Delivery.DeliverByLimit)
        {
            _faults.Add(new ConfigurationFault("$.delivery.deliverBy", ConfigurationFaultKind.Contradiction, "$.delivery.deliverByLimit"));
        }

        if (configuration.Delivery.FirstPause > configuration.Delivery.LongestPause)
        {
            _faults.Add(new ConfigurationFault("$.delivery.firstPause", ConfigurationFaultKind.Contradiction, "$.delivery.longestPause"));
        }

        CompareBlobs(configuration.Blobs);
        CompareLives(configuration.Retention);
        CompareRoutes(configuration);
        _faults.AddRange(FolderRules.Compare(configuration));
        foreach (var (seal, index) in configuration.Seals.Select((seal, index) => (seal, index)))
        {
            if (seal.Organisation != Guid.Empty && configuration.Seals.Take(index).Any(other => other.Organisation == seal.Organisation))
            {
                _faults.Add(new ConfigurationFault($"$.keys.seals[{index}].organisation", ConfigurationFaultKind.Twice, seal.Organisation.ToString()));
            }
        }

        var ports = new[] { ("exchange", configuration.Exchange), ("api", configuration.Api), ("console", configuration.Console) };
        foreach (var group in ports.Where(listener => listener.Item2 is { Port: > 0 }).GroupBy(listener => listener.Item2!.Port).Where(group => group.Count() > 1))
        {
            _faults.Add(new ConfigurationFault(
                $"$.listen.{group.Last().Item1}", ConfigurationFaultKind.Contradiction, string.Join(", ", group.SkipLast(1).Select(listener => $"$.listen.{listener.Item1}"))));
        }
    }

    private void CompareRoutes(NodeConfiguration configuration)
    {
        foreach (var (route, index) in configuration.Routes.Select((route, index) => (route, index)).Where(item => item.route.To is not null))
        {
            if (configuration.Routes.Take(index).Any(other => other.To == route.To)) _faults.Add(new ConfigurationFault($"$.routes[{index}].to", ConfigurationFaultKind.Twice, route.To));
            if (route.To == configuration.NodeId) _faults.Add(new ConfigurationFault($"$.routes[{index}].to", ConfigurationFaultKind.Contradiction, "$.node.id"));
            if (route.Via == configuration.NodeId) _faults.Add(new ConfigurationFault($"$.routes[{index}].via", ConfigurationFaultKind.Contradiction, "$.node.id"));
        }
    }

    private void CompareLives(RetentionOptions retention)
    {
        if (retention.Metadata < retention.Content) _faults.Add(new ConfigurationFault("$.retention.metadata", ConfigurationFaultKind.Contradiction, "$.retention.content"));
        if (retention.Evidence < retention.Metadata) _faults.Add(new ConfigurationFault("$.retention.evidence", ConfigurationFaultKind.Contradiction, "$.retention.metadata"));
        if (retention.Evidence < retention.Quarantine) _faults.Add(new ConfigurationFault("$.retention.evidence", ConfigurationFaultKind.Contradiction, "$.retention.quarantine"));
    }

    private void CompareBlobs(BlobPlace blobs)
    {
        const string kind = "$.blobs.kind", connection = "$.blobs.connectionStringFile", account = "$.blobs.account";
        if (blobs.Kind != BlobPlace.Azure)
        {
            // A key without effect is a misunderstanding: somebody believes that his containers are in the account.
            var idle = ConfigurationKeys.OfAzure.Where(key => _text.Find(key.Path) is not null);
            _faults.AddRange(idle.Select(key => new ConfigurationFault("$." + key.Path, ConfigurationFaultKind.Contradiction, kind)));
            return;
        }

        if (blobs.Container is null && _text.Find(ConfigurationKeys.BlobContainer.Path) is null)
            _faults.Add(new ConfigurationFault("$." + ConfigurationKeys.BlobContainer.Path, ConfigurationFaultKind.Missing, ConfigurationKeys.BlobContainer.Type));
        var (hasConnection, hasAccount) = (_text.Find(ConfigurationKeys.BlobConnectionString.Path) is not null, _text.Find(ConfigurationKeys.BlobAccount.Path) is not null);
        if (hasConnection && hasAccount) _faults.Add(new ConfigurationFault(account, ConfigurationFaultKind.Contradiction, connection));
        if (!hasConnection && !hasAccount) _faults.Add(new ConfigurationFault(connection, ConfigurationFaultKind.Missing, $"{ConfigurationKeys.BlobConnectionString.Type}; {account}"));
        if (hasConnection && blobs.Identity is not null) _faults.Add(new ConfigurationFault("$.blobs.identity", ConfigurationFaultKind.Contradiction, connection));
    }
}
