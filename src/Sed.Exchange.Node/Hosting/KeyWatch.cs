using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Configuration;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Looks at the files of keys and directory while the node runs, and takes what has changed without a stop: every <c>keys.look</c>, and at once on SIGHUP. Which
/// of the keys held is used is the directory's decision, not this class's; here is said when it changes, and what cannot be used.
/// </summary>
internal sealed class KeyWatch : BackgroundService
{
    private const string Tls = "TLS", Receipts = "receipts";

    private readonly ConfigurationSource _source;
    private readonly NodeIdentity _identity;
    private readonly TlsIdentity _tls;
    private readonly Gateway _gateway;
    private readonly IJournal _journal;
    private readonly FailStop _failStop;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _hangUp = new(0);
    private readonly Dictionary<string, string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unlisted = new(StringComparer.Ordinal);
    private readonly HashSet<SigningKey> _failing = [];
    private NodeConfiguration _configuration;
    private string _keyStamp;
    private string _configurationStamp;
    private string _directoryStamp;

    public KeyWatch(
        ConfigurationSource source, NodeConfiguration configuration, NodeIdentity identity, TlsIdentity tls, Gateway gateway, IJournal journal, FailStop failStop,
        TimeProvider time, ILogger<KeyWatch> log)
    {
        (_source, _configuration, _identity, _tls, _gateway, _journal, _failStop, _time, _log) = (source, configuration, identity, tls, gateway, journal, failStop, time, log);
        (_keyStamp, _configurationStamp, _directoryStamp) = Stamps();
    }

    public override void Dispose()
    {
        base.Dispose();
        _hangUp.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without a handler SIGHUP would end the process.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _hangUp.Release();
        });
        var asked = false;
        while (true)
        {
            try
            {
                await LookAsync(asked, stoppingToken);
            }
            catch (JournalException accident)
            {
                if (FailStop.IsFatal(accident)) _failStop.Trip(accident);
                else NodeLog.LookPutOff(_log, accident.Message);
            }

            asked = await _hangUp.WaitAsync(_configuration.KeyLook, stoppingToken);
        }
    }

    private async Task LookAsync(bool asked, CancellationToken cancel)
    {
        // 1. What has changed on disk.
        var (keys, configuration, directory) = Stamps();
        if (directory != _directoryStamp)
        {
            await OfferDirectoryAsync(cancel);

            // Only now: what a full disk has kept from being taken is offered again.
            _directoryStamp = directory;
        }

        if (asked || keys != _keyStamp || configuration != _configurationStamp)
        {
            if (configuration != _configurationStamp) NodeLog.RestAtNextStart(_log);
            (_keyStamp, _configurationStamp) = (keys, configuration);
            TakeKeys();
        }

        // 2. What is used now, and what cannot be.
        Announce();
        await TryAgainAsync(cancel);
    }

    private async Task OfferDirectoryAsync(CancellationToken cancel)
    {
        var faults = new List<ConfigurationFault>();
        if (NamedFile.Read("$.directory.file", _configuration.DirectoryFile, faults) is not { } file)
            NodeLog.DirectoryFileNotTaken(_log, nameof(ConfigurationFaultKind.FileUnreadable), faults[0].Detail);
        else if (await _gateway.Directory.OfferAsync(file, cancel) is { } problem)
            NodeLog.DirectoryFileNotTaken(_log, problem.Code, problem.Detail);
    }

    private void TakeKeys()
    {
        var (configuration, found) = ConfigurationFile.Examine(_source.File);
        var faults = found.ToList();
        var material = configuration is null || faults.Count > 0 ? null : NodeMaterial.Examine(configuration, _source.Dev, _time.GetUtcNow(), faults);
        if (material is not null && faults.Count == 0) faults.AddRange(NodeCheck.Contradictions(configuration!, material, _gateway.Directory.Current));
        if (material is null || faults.Count > 0)
        {
            // Perhaps one of two files is written and the other not yet: the next change is looked at again.
            foreach (var fault in faults) NodeLog.KeysNotTaken(_log, fault.Path, fault.Kind.ToString(), fault.Detail);
            return;
        }

        _configuration = configuration!;
        _keyStamp = Stamps().Keys;
        _identity.Take(material.Identity.Keys);
        _tls.Take(material.Tls);
        NodeLog.KeysRead(_log, material.Tls.Count + material.Identity.Keys.All.Count());
    }

    private void Announce()
    {
        var (directory, now) = (_gateway.Directory.Current, _time.GetUtcNow());
        var pins = directory.FindNode(_identity.NodeId)?.TlsPins ?? [];
        var tls = _tls.Current;
        Announce(Tls, Convert.ToHexStringLower(SHA256.HashData(tls.Certificate.RawDataMemory.Span)), tls.Certificate.NotAfter, pins.Any(entry => entry.Pin == tls.Pin && entry.IsInForce(now)));
        AnnounceSigning(Receipts, _identity.ReceiptKey(directory, now), directory.FindNode(_identity.NodeId)?.ReceiptCertificates ?? []);
        foreach (var organisation in _identity.Keys.Seals.Keys) AnnounceSigning($"seal {organisation}", _identity.Seal(organisation, directory, now)!, _identity.SealsOf(organisation, directory));

        void AnnounceSigning(string purpose, SigningKey key, IReadOnlyList<SealEntry> listed) => Announce(
            purpose, key.Certificate.Thumbprint, key.Certificate.NotAfter, listed.Any(entry => entry.Certificate.Equals(key.Certificate) && entry.IsInForce(now)));
    }

    private void Announce(string purpose, string thumbprint, DateTimeOffset notAfter, bool isListed)
    {
        if (_used.GetValueOrDefault(purpose) != thumbprint) NodeLog.KeyInUse(_log, purpose, thumbprint, notAfter);
        _used[purpose] = thumbprint;
        if (isListed) _unlisted.Remove(purpose);
        else if (_unlisted.Add(purpose)) NodeLog.KeyNotListed(_log, _gateway.Directory.Current.Serial, purpose);
    }

    private async Task TryAgainAsync(CancellationToken cancel)
    {
        foreach (var key in _identity.Keys.All)
        {
            if (key.Fault is null && !_failing.Contains(key)) continue;
            try
            {
                key.SignDigest(key.Suite.Digest(key.Certificate.Der).Value);
                if (_failing.Remove(key)) NodeLog.KeyBack(_log, key.Certificate.Subject);
            }
            catch (KeyUnavailableException unavailable)
            {
                if (_failing.Contains(key)) continue;
                NodeLog.KeyUnavailable(_log, unavailable.Message);
                var alarm = new EventRow { At = _time.GetUtcNow(), Kind = EventKinds.Alarm, Detail = $"key {key.Certificate.Thumbprint}: {unavailable.Message}" };
                await _journal.CommitAsync(
                    journal =>
                    {
                        journal.Append(alarm);
                        return true;
                    },
                    cancel);
                _failing.Add(key);
            }
        }
    }

    // Contents, not times: what was copied or restored may be older than what it replaces.
    private (string Keys, string Configuration, string Directory) Stamps()
    {
        var named = _configuration.Tls.Concat(_configuration.NodeKeys).Concat(_configuration.Seals.SelectMany(seal => seal.Keys)).SelectMany(location => location switch
        {
            KeyLocation.InFile file => (IEnumerable<string?>)[file.File, file.PasswordFile],
            KeyLocation.InToken token => [token.PinFile, token.CertificateFile],
            _ => [],
        });
        return (string.Join('|', named.OfType<string>().Select(Stamp)), Stamp(_source.File), Stamp(_configuration.DirectoryFile));
    }

    private static string Stamp(string path)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return absent.GetType().Name;
        }
    }
}
