using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Accreditation;

/// <summary>
/// Reads «АккредитованныеУдостоверяющиеЦентры» in one pass: no DTD, limits, whatever is not known passed over, as the list gains elements over the years. What stands
/// in a namespace (its signature) is none of the list. A certificate that cannot be read, or is not the one that its «Отпечаток» names, is left out and told.
/// </summary>
internal sealed class AccreditedListXml
{
    private const string Root = "АккредитованныеУдостоверяющиеЦентры";

    // Times without a zone are Moscow's, where the list is made.
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    private readonly AccreditedListLimits _limits;
    private readonly XmlReader _reader;
    private readonly List<(AccreditedAuthority, IReadOnlyList<Certificate>)> _authorities = [];
    private int _elements;
    private int _certificates;
    private int _unreadable;
    private long? _version;
    private DateTimeOffset? _issuedAt;

    private AccreditedListXml(XmlReader reader, AccreditedListLimits limits) => (_reader, _limits) = (reader, limits);

    /// <summary>Reads it; the list is null when the file is none.</summary>
    public static (AccreditedList? List, IReadOnlyList<Finding> Findings) Read(byte[] octets, AccreditedListLimits limits)
    {
        if (octets.Length > limits.Bytes) return (null, [Invalid($"more than {limits.Bytes} octets")]);
        using var reader = XmlReader.Create(
            new MemoryStream(octets, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
        try
        {
            var reading = new AccreditedListXml(reader, limits);
            reading.ReadRoot();
            return reading.Conclude(Convert.ToHexStringLower(SHA256.HashData(octets)));
        }
        catch (XmlException error)
        {
            return (null, [Invalid($"not well-formed at line {error.LineNumber}, column {error.LinePosition}")]);
        }
        catch (FormatException error)
        {
            return (null, [Invalid(error.Message)]);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // Encodings that do not exist, and characters their decoders refuse.
            return (null, [Invalid("an encoding that cannot be read")]);
        }
    }

    private (AccreditedList? List, IReadOnlyList<Finding> Findings) Conclude(string sha256)
    {
        if (_version is not { } version || _issuedAt is not { } issuedAt) return (null, [Invalid("«Версия» or «Дата» is missing")]);
        var list = new AccreditedList(version, issuedAt, sha256, _authorities);
        var seen = string.Create(
            CultureInfo.InvariantCulture, $"{version} of {issuedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, {list.Authorities.Count} authorities, {list.CertificateCount} certificates, SHA-256 {sha256}");
        List<Finding> findings = [new(AccreditationCodes.ListRead, VerdictStage.Format, VerdictResult.Passed, seen)];
        if (_unreadable > 0) findings.Add(new(AccreditationCodes.ListPartUnreadable, VerdictStage.Format, VerdictResult.NotChecked, $"{_unreadable} certificates"));
        return (list, findings);
    }

    private void ReadRoot()
    {
        if (_reader.MoveToContent() != XmlNodeType.Element || _reader.LocalName != Root || _reader.NamespaceURI.Length > 0) throw new FormatException($"the root is not «{Root}»");
        ForEachChild(name =>
        {
            switch (name)
            {
                case "Версия":
                    _version = long.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw new FormatException("«Версия» is no number");
                    break;
                case "Дата":
                    _issuedAt = Time(Text(), "Дата");
                    break;
                case "УдостоверяющийЦентр":
                    ReadAuthority();
                    break;
                default:
                    Skip();
                    break;
            }
        });
        while (_reader.Read())
        {
            // What follows the root must be well-formed, too.
        }
    }

    private void ReadAuthority()
    {
        if (_authorities.Count >= _limits.Authorities) throw new FormatException($"more than {_limits.Authorities} authorities");
        var (name, ogrn) = (string.Empty, (string?)null);
        var statuses = new List<AccreditationStatus>();
        var certificates = new List<Certificate>();
        ForEachChild(child =>
        {
            switch (child)
            {
                case "Название":
                    name = Text();
                    break;
                case "ОГРН":
                    ogrn = Text();
                    break;
                case "СтатусАккредитации":
                    ReadStatus(statuses);
                    break;
                case "ИсторияСтатусовАккредитации":
                    ForEachChild(item => Only(item, "СтатусАккредитации", () => ReadStatus(statuses)));
                    break;
                case "ПрограммноАппаратныеКомплексы":
                    ForEachChild(item => Only(item, "ПрограммноАппаратныйКомплекс", () => ReadComplex(certificates)));
                    break;
                default:
                    Skip();
                    break;
            }
        });

        // Times decide, not places: the present status stands beside the history, and may stand in it again.
        _authorities.Add((new AccreditedAuthority(name, ogrn, [.. statuses.Distinct().OrderBy(status => status.From)]), certificates));
    }

    private void ReadStatus(List<AccreditationStatus> statuses)
    {
        if (statuses.Count >= _limits.Statuses) throw new FormatException($"more than {_limits.Statuses} statuses of one authority");
        string? text = null;
        DateTimeOffset? from = null;
        ForEachChild(child =>
        {
            if (child == "Статус") text = Text();
            else if (child == "ДействуетС") from = Time(Text(), "ДействуетС");
            else Skip();
        });
        statuses.Add(new AccreditationStatus(text ?? throw new FormatException("«Статус» is missing"), from ?? throw new FormatException("«ДействуетС» is missing")));
    }

    private void ReadComplex(List<Certificate> certificates) => ForEachChild(child => Only(child, "КлючиУполномоченныхЛиц", () =>
        ForEachChild(key => Only(key, "Ключ", () =>
            ForEachChild(part => Only(part, "Сертификаты", () =>
                ForEachChild(item => Only(item, "ДанныеСертификата", () => ReadCertificate(certificates)))))))));

    private void ReadCertificate(List<Certificate> certificates)
    {
        if (_certificates++ >= _limits.Certificates) throw new FormatException($"more than {_limits.Certificates} certificates");
        string? fingerprint = null;
        string? octets = null;
        ForEachChild(child =>
        {
            if (child == "Отпечаток") fingerprint = Text();
            else if (child == "Данные") octets = Text();
            else Skip();
        });
        if (Parse(octets) is { } certificate && IsNamed(fingerprint, certificate)) certificates.Add(certificate);
        else _unreadable++;
    }

    private static Certificate? Parse(string? base64)
    {
        var octets = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? string.Empty, octets, out var length) ? Certificate.Parse(octets.AsSpan(0, length)) : null;
    }

    private static bool IsNamed(string? fingerprint, Certificate certificate) => fingerprint is null
        || string.Equals(string.Concat(fingerprint.Where(char.IsAsciiHexDigit)), Convert.ToHexString(Suites.DigestAlgorithm.Sha1.Digest(certificate.Der)), StringComparison.OrdinalIgnoreCase);

    private void ForEachChild(Action<string> read)
    {
        if (_reader.IsEmptyElement)
        {
            _reader.Skip();
            return;
        }

        _reader.ReadStartElement();
        while (_reader.MoveToContent() != XmlNodeType.EndElement)
        {
            if (_reader.NodeType == XmlNodeType.None) throw new FormatException("the file ends too early");
            if (_reader.NodeType != XmlNodeType.Element)
            {
                _reader.Read();
                continue;
            }

            if (++_elements > _limits.Elements) throw new FormatException($"more than {_limits.Elements} elements");
            if (_reader.Depth > _limits.Depth) throw new FormatException($"more than {_limits.Depth} levels");
            if (_reader.NamespaceURI.Length > 0) _reader.Skip();
            else read(_reader.LocalName);
        }

        _reader.ReadEndElement();
    }

    private void Only(string name, string wanted, Action read)
    {
        if (name == wanted) read();
        else Skip();
    }

    private void Skip() => _reader.Skip();

    // An element that should be text and has elements is malformed: XmlException.
    private string Text() => _reader.ReadElementContentAsString().Trim();

    private static DateTimeOffset Time(string text, string where) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && text.Length is >= 10 and <= 40 && char.IsAsciiDigit(text[0])
            ? HasZone(text) ? time.ToUniversalTime() : new DateTimeOffset(time.UtcDateTime, TimeSpan.Zero) - Moscow
            : throw new FormatException($"«{where}» is no time");

    private static bool HasZone(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal) && text.Contains('T', StringComparison.Ordinal);

    private static Finding Invalid(string seen) => new(AccreditationCodes.ListInvalid, VerdictStage.Format, VerdictResult.Failed, seen);
}
