using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Setup;

/// <summary>The questions of <c>sedx init</c>, in their order.</summary>
internal sealed class InitInterview(InitOptions options, Interview interview, CommandSurroundings around)
{
    private const string SelfMade = "-";
    private ExchangeDirectory? _directory;
    private string? _nodeId;

    /// <summary>Gets everything.</summary>
    /// <exception cref="CommandException">Something is missing or does not fit; the message lists all of it.</exception>
    public InitAnswers Hold()
    {
        // 1. Who the node is.
        interview.Section("node");
        var isRegion = interview.Confirm("region", "--region", standard: false, options.Region);
        _nodeId = Ask("node-id", options.NodeId, text => ValueTypes.IsNodeId(text) ? text : null);
        if (isRegion && (options.DirectoryFile ?? options.Fingerprint ?? options.Parent) is not null) interview.Fault("init.notWithRegion");

        // 2. What the region says already.
        byte[]? directory = null;
        string? fingerprint = null;
        if (!isRegion)
        {
            interview.Section("directory");
            directory = AskDirectory();
            fingerprint = AskFingerprint(directory);
        }

        // 3. Whom it serves.
        interview.Section("organisations");
        var organisations = AskOrganisations();

        // 4. Keys.
        interview.Section("keys");
        var suite = Ask("suite", options.Suite, text => Suite.Find(text)?.Name, "gost");
        var tls = AskTls();
        var days = Ask("days", options.Days, text => ReadNumber(text, 30, 3660), "1095");

        // 5. Where it is.
        interview.Section("place");
        var host = Ask("host", options.Host, ReadHost);
        var exchange = AskPort("exchange-port", options.ExchangePort, 1, "8443");
        var api = AskPort("api-port", options.ApiPort, 1, "8444", exchange);
        var console = AskPort("console-port", options.ConsolePort, 0, "8445", exchange, api);
        var listen = Ask("listen", options.Listen, text => ListenAddress.ReadIp(text)?.ToString(), "0.0.0.0");
        if (exchange is not null && (exchange == api || exchange == console || api == console)) interview.Fault("init.samePorts", exchange, api, console);

        var parent = isRegion ? null : Ask("parent", options.Parent, ReadParent, _directory?.Nodes.FirstOrDefault(node => node.Parent is null)?.Id);
        var throughParentOnly = !isRegion && interview.Confirm("through-parent-only", "--through-parent-only", standard: false, options.ThroughParentOnly);
        var data = Ask("data", options.DataFolder, ReadPath, "data");
        var trust = Ask("trust", options.TrustFolder, ReadPath, "trust");
        if (interview.Faults.Count > 0) throw new CommandException(string.Join('\n', interview.Faults.Prepend(around.Words["init.incomplete"]).Distinct()));
        var answers = new InitAnswers
        {
            NodeId = _nodeId!,
            IsRegion = isRegion,
            Organisations = organisations,
            Suite = Suite.Find(suite!)!,
            Host = host!,
            ExchangePort = Number(exchange),
            ApiPort = Number(api),
            ConsolePort = Number(console),
            Listen = IPAddress.Parse(listen!),
            Parent = parent,
            ThroughParentOnly = throughParentOnly,
            Directory = directory,
            Fingerprint = fingerprint,
            DataFolder = data!,
            TrustFolder = trust!,
            Tls = tls,
            Validity = TimeSpan.FromDays(Number(days)),
            WithRequests = options.Requests,
            DirectoryFolder = isRegion ? options.DirectoryFolder ?? Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Folder)) + "-directory" : null,
        };
        if (interview.HasPerson)
        {
            interview.Section("write");
            interview.Say("init.willWrite", Path.GetFullPath(options.Folder));
            if (!interview.Confirm("write", "--non-interactive", standard: true, given: false)) throw new CommandException(around.Words["init.nothingWritten"]);
        }

        return answers;
    }

    private string? Ask(
        string key, string? given, Func<string, string?> read, string? standard = null, bool required = true, Func<string, string?>? whatIsWrong = null) =>
        interview.Ask(new Question(key, $"--{key}", read, standard, required) { WhatIsWrong = whatIsWrong ?? (_ => null) }, given);

    private string? AskPort(string key, string? given, int least, string standard, params string?[] taken)
    {
        // A person learns at the question that ports are equal, and is offered one that is free; a script learns of everything at once, at the end.
        bool IsTaken(string text) => interview.HasPerson && taken.Contains(ReadNumber(text, least, 65535) ?? string.Empty);
        while (IsTaken(standard)) standard = (Number(standard) + 1).ToString(CultureInfo.InvariantCulture);
        return Ask(
            key, given, text => IsTaken(text) ? null : ReadNumber(text, least, 65535), standard, whatIsWrong: text => IsTaken(text) ? "init.hint.portTaken" : null);
    }

    private static string? NoFile(string path) => path.Length == 0 || File.Exists(path) ? null : "init.hint.noFile";

    private List<OrganisationAnswers> AskOrganisations()
    {
        var answers = new List<OrganisationAnswers>();
        foreach (var given in options.Organisations)
        {
            if (OrganisationInterview.Hold(interview, given) is { } answer) answers.Add(answer);
        }

        if (options.Organisations.Count > 0) return Distinct(answers);
        if (!interview.HasPerson)
        {
            interview.Fault("init.missing", "--organisation", around.Words["init.hint.organisation"]);
            return answers;
        }

        do
        {
            answers.Add(OrganisationInterview.Hold(interview, null)!);
        }
        while (interview.Confirm("another", "--organisation", standard: false, given: false));
        return Distinct(answers);
    }

    private List<OrganisationAnswers> Distinct(List<OrganisationAnswers> answers)
    {
        foreach (var twice in answers.GroupBy(answer => answer.Id).Where(group => group.Count() > 1)) interview.Fault("init.sameOrganisation", twice.Key);
        foreach (var taken in answers.Where(answer => _directory?.FindOrganisation(answer.Id) is not null)) interview.Fault("init.organisationTaken", taken.Id);
        return answers;
    }

    private byte[]? AskDirectory()
    {
        byte[]? file = null;
        Ask("directory", options.DirectoryFile, path =>
        {
            if (!File.Exists(path)) return null;
            file = File.ReadAllBytes(path);
            var opened = DirectoryFile.OpenCryptoOnly(file, around.Time.GetUtcNow());
            _directory = opened.Verdict.Result == VerdictResult.Failed ? null : opened.Directory;
            return _directory is null ? null : path;
        }, required: false, whatIsWrong: NoFile);
        if (_nodeId is not null && _directory?.FindNode(_nodeId) is not null) interview.Fault("init.nodeTaken", _nodeId);
        return _directory is null ? null : file;
    }

    private string? AskFingerprint(byte[]? directory) => Ask("fingerprint", options.Fingerprint, text =>
    {
        if (Fingerprint.Parse(text) is not { } digits) return null;
        // Typed from what somebody read aloud: comparing at once saves a journey.
        return directory is null || _directory!.Keys.Current.Thumbprint == digits ? digits : null;
    }, required: false);

    private GivenTls? AskTls()
    {
        var file = Ask("tls", options.Tls, text => text == SelfMade || File.Exists(text) ? text : null, SelfMade, whatIsWrong: NoFile);
        if (file is null or SelfMade) return null;
        var password = Ask("tls-password-file", options.TlsPasswordFile, text => File.Exists(text) ? text : null, whatIsWrong: NoFile);
        if (password is null) return null;
        try
        {
            return GivenTls.Read(file, around.ReadSecret(password));
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            interview.Fault("init.tlsUnusable", file, unusable.Message);
            return null;
        }
    }

    private string? ReadParent(string text) =>
        ValueTypes.IsNodeId(text) && text != _nodeId && (_directory is null || _directory.FindNode(text) is not null) ? text : null;

    private static string? ReadHost(string text) =>
        text.All(char.IsAscii) && (text.Any(letter => !char.IsAsciiDigit(letter) && letter != '.') || ListenAddress.ReadIp(text) is not null)
        && Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 ? text : null;

    private static string? ReadPath(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) ? text : null;

    private static string? ReadNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
