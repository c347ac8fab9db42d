using System.Formats.Asn1;
using System.Text;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Certificates;

/// <summary>A name of X.501, compared as RFC 5280 section 7.1 asks and written as RFC 4514 does.</summary>
internal sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    public const string CommonNameOid = "2.5.4.3";
    public const string EmailOid = "1.2.840.113549.1.9.1";
    public const string OgrnOid = "1.2.643.100.1";
    public const string SnilsOid = "1.2.643.100.3";
    public const string InnLegalEntityOid = "1.2.643.100.4";
    public const string OgrnIpOid = "1.2.643.100.5";
    public const string InnOid = "1.2.643.3.131.1.1";

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        [CommonNameOid] = "CN",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.12"] = "T",
        ["2.5.4.42"] = "G",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        [EmailOid] = "E",
        [OgrnOid] = "OGRN",
        [SnilsOid] = "SNILS",
        [InnLegalEntityOid] = "INNLE",
        [OgrnIpOid] = "OGRNIP",
        [InnOid] = "INN",
    };

    private readonly IReadOnlyList<IReadOnlyList<Attribute>> _parts;
    private readonly List<string> _canonicalParts;
    private readonly string _canonical;

    private DistinguishedName(ReadOnlyMemory<byte> der, IReadOnlyList<IReadOnlyList<Attribute>> parts)
    {
        Der = der;
        _parts = parts;

        // Inside one relative name the order means nothing; between them it does.
        _canonicalParts = parts.Select(part => string.Join('\t', part.Select(a => a.Canonical()).Order(StringComparer.Ordinal))).ToList();
        _canonical = string.Join('\n', _canonicalParts);
    }

    /// <summary>The name's octets.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>True for a name without attributes.</summary>
    public bool IsEmpty => _parts.Count == 0;

    public static DistinguishedName Read(ReadOnlyMemory<byte> der)
    {
        var parts = new List<IReadOnlyList<Attribute>>();
        var name = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        while (name.HasData)
        {
            // Sets are not checked for order: names of old authorities are not, and nothing is encoded again.
            var set = name.ReadSetOf(skipSortOrderValidation: true);
            var part = new List<Attribute>();
            while (set.HasData)
            {
                var attribute = set.ReadSequence();
                var oid = attribute.ReadObjectIdentifier();
                var value = attribute.ReadEncodedValue();
                attribute.ThrowIfNotEmpty();
                part.Add(new Attribute(oid, ReadText(value), value));
            }

            parts.Add(part);
        }

        return new DistinguishedName(der, parts);
    }

    /// <summary>True when <paramref name="other"/> begins with all of this name's relative names: it lies in this one's subtree.</summary>
    public bool Contains(DistinguishedName other) =>
        _canonicalParts.Count <= other._canonicalParts.Count && _canonicalParts.SequenceEqual(other._canonicalParts.Take(_canonicalParts.Count));

    /// <summary>This name with one more relative name at its end (nameRelativeToCRLIssuer, RFC 5280 section 4.2.1.13).</summary>
    /// <param name="attributes">The attributes of the relative name.</param>
    /// <exception cref="AsnContentException">One is malformed.</exception>
    public DistinguishedName With(AsnReader attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            var name = new AsnReader(Der, AsnEncodingRules.BER).ReadSequence();
            while (name.HasData) writer.WriteEncodedValue(name.ReadEncodedValue().Span);
            using (writer.PushSetOf())
            {
                while (attributes.HasData) writer.WriteEncodedValue(attributes.ReadEncodedValue().Span);
            }
        }

        return Read(writer.Encode());
    }

    /// <summary>The texts of every attribute of this kind.</summary>
    public IEnumerable<string> FindAll(string oid) => _parts.SelectMany(part => part).Where(attribute => attribute.Oid == oid).Select(attribute => attribute.Text).OfType<string>();

    /// <summary>The text of the first attribute of this kind, or null.</summary>
    public string? Find(string oid) => _parts.SelectMany(part => part).FirstOrDefault(attribute => attribute.Oid == oid)?.Text;

    public bool Equals(DistinguishedName? other) =>
        other is not null && (Der.Span.SequenceEqual(other.Der.Span) || string.Equals(_canonical, other._canonical, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    public override int GetHashCode() => _canonical.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(',', _parts.Reverse().Select(part => string.Join('+', part.Select(a => a.ToString()))));

    private static string? ReadText(ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER);
        var tag = reader.PeekTag();
        try
        {
            return tag.TagClass == TagClass.Universal ? (UniversalTagNumber)tag.TagValue switch
            {
                UniversalTagNumber.UTF8String => reader.ReadCharacterString(UniversalTagNumber.UTF8String),
                UniversalTagNumber.PrintableString => reader.ReadCharacterString(UniversalTagNumber.PrintableString),
                UniversalTagNumber.NumericString => reader.ReadCharacterString(UniversalTagNumber.NumericString),
                UniversalTagNumber.IA5String => reader.ReadCharacterString(UniversalTagNumber.IA5String),
                UniversalTagNumber.BMPString => reader.ReadCharacterString(UniversalTagNumber.BMPString),
                UniversalTagNumber.T61String => reader.ReadCharacterString(UniversalTagNumber.T61String),
                _ => null,
            }
            : null;
        }
        catch (AsnContentException)
        {
            // Characters outside the declared alphabet: the value is compared and shown by its octets.
            return null;
        }
    }

    private sealed record Attribute(string Oid, string? Text, ReadOnlyMemory<byte> Value)
    {
        // RFC 5280 section 7.1 with RFC 4518: case, canonical equivalence and runs of white space do not count, nor do invisible characters
        // and the string type. Text and octets cannot come out the same: a text stands behind an apostrophe.
        public string Canonical() => Text is null
            ? $"{Oid}=#{Convert.ToHexStringLower(Value.Span)}"
            : $"{Oid}='{string.Join(' ', FileNameKey.Of(Prepared(Text)).Split(' ', StringSplitOptions.RemoveEmptyEntries))}";

        // RFC 4518 section 2.2: what is mapped to a space, and what to nothing. With tab and line feed gone, parts cannot run into each other.
        private static string Prepared(string text)
        {
            if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
            var result = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
            {
                var isSpace = rune.Value is 0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x85 || Rune.IsWhiteSpace(rune);
                if (isSpace) result.Append(' ');
                else if (!IsInvisible(rune)) result.Append(rune.ToString());
            }

            return result.ToString();
        }

        private static bool IsInvisible(Rune rune) => rune.Value is 0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or 0x200B or (>= 0xFE00 and <= 0xFE0F) or 0xFFFC
            || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format;

        public override string ToString() => Text is not null && ShortNames.TryGetValue(Oid, out var name)
            ? $"{name}={(Oid == SnilsOid ? new string('*', Text.Length) : Escape(Text))}"
            : $"{Oid}=#{Convert.ToHexStringLower(Value.Span)}";

        private static string Escape(string text)
        {
            var result = new StringBuilder(text.Length);
            for (var index = 0; index < text.Length; index++)
            {
                var character = text[index];
                if (character is '"' or '+' or ',' or ';' or '<' or '>' or '\\'
                    || (index == 0 && character is ' ' or '#')
                    || (index == text.Length - 1 && character == ' '))
                {
                    result.Append('\\').Append(character);
                }
                else if (char.IsControl(character))
                {
                    foreach (var octet in Encoding.UTF8.GetBytes([character])) result.Append('\\').Append(Convert.ToHexStringLower([octet]));
                }
                else
                {
                    result.Append(character);
                }
            }

            return result.ToString();
        }
    }
}
