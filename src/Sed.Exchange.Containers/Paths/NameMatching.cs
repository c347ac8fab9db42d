using System.Net;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Containers.Paths;

/// <summary>Whether a name lies in the space that a base of nameConstraints spans (RFC 5280 section 4.2.1.10).</summary>
internal static class NameMatching
{
    /// <summary>True when a base of this form is one that can be compared with.</summary>
    /// <param name="constraint">The base.</param>
    /// <param name="isStrict">True: a host name with a period before it, which many authorities write, is none.</param>
    public static bool IsSound(GeneralName constraint, bool isStrict) => constraint.Kind switch
    {
        GeneralNameKind.DnsName => constraint.Text!.Length == 0
            || DnsNames.IsHost(constraint.Text!.StartsWith('.') && !isStrict ? constraint.Text[1..] : constraint.Text, allowUnderscore: true),
        GeneralNameKind.Rfc822Name => constraint.Text!.Contains('@') ? Mailbox.Parse(constraint.Text) is not null : IsDomain(constraint.Text),
        GeneralNameKind.Uri => IsDomain(constraint.Text!),
        GeneralNameKind.IpAddress => constraint.Octets.Length is 8 or 32 && IsMask(constraint.Octets.Span[(constraint.Octets.Length / 2)..]),
        _ => true,
    };

    /// <summary>True when the name lies in the base's space; null when the name is no name of its form, or the form cannot be judged.</summary>
    /// <param name="name">A name of the certificate.</param>
    /// <param name="constraint">A base of the same form.</param>
    /// <param name="isExcluding">True: a name that might stand for one in the space lies in it (wildcards, CVE-2025-61727).</param>
    public static bool? Lies(GeneralName name, GeneralName constraint, bool isExcluding) => constraint.Kind switch
    {
        GeneralNameKind.DnsName => Host(name.Text!, constraint.Text!, isExcluding),
        GeneralNameKind.Rfc822Name => Mail(name.Text!, constraint.Text!, isExcluding),
        GeneralNameKind.Uri => Uri(name.Text!, constraint.Text!),
        GeneralNameKind.IpAddress => Address(name.Octets.Span, constraint.Octets.Span),
        GeneralNameKind.DirectoryName => constraint.Directory!.Contains(name.Directory!),
        _ => null,
    };

    private static bool? Host(string name, string constraint, bool isExcluding)
    {
        var isWildcard = name.StartsWith("*.", StringComparison.Ordinal);
        var rest = isWildcard ? name[2..] : name;
        if (!DnsNames.IsHost(rest, allowUnderscore: true)) return null;
        if (constraint.Length == 0) return true;
        var isBelow = constraint.StartsWith('.');
        var bare = isBelow ? constraint[1..] : constraint;
        if (IsBelow(name, bare) || (Same(name, bare) && (!isBelow || isExcluding))) return true;

        // *.example.com stands for bar.example.com, too.
        return isExcluding && isWildcard && IsBelow(bare, rest) && !bare[..^(rest.Length + 1)].Contains('.');
    }

    private static bool? Mail(string name, string constraint, bool isExcluding)
    {
        if (Mailbox.Parse(name) is not { } mailbox) return null;
        if (Mailbox.Parse(constraint) is { } whole)
        {
            // Case of the local part counts for who owns it; for exclusion it must not be a way out.
            var comparison = isExcluding ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            return Same(mailbox.Host, whole.Host) && string.Equals(mailbox.Local, whole.Local, comparison);
        }

        return constraint.StartsWith('.') ? IsBelow(mailbox.Host, constraint[1..]) : Same(mailbox.Host, constraint);
    }

    private static bool? Uri(string name, string constraint)
    {
        if (HostOf(name) is not { } host) return null;
        return constraint.StartsWith('.') ? IsBelow(host, constraint[1..]) : Same(host, constraint);
    }

    // RFC 3986 section 3.2. A URI without a host name, or with an address, must be rejected where URIs are constrained.
    private static string? HostOf(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0) return null;
        var rest = uri[(start + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host.LastIndexOf(':');
        if (port >= 0)
        {
            if (host.AsSpan(port + 1).ContainsAnyExceptInRange('0', '9')) return null;
            host = host[..port];
        }

        return DnsNames.IsHost(host, allowUnderscore: true) && !IPAddress.TryParse(host, out _) ? host : null;
    }

    private static bool? Address(ReadOnlySpan<byte> name, ReadOnlySpan<byte> constraint)
    {
        if (name.Length is not (4 or 16)) return null;
        if (constraint.Length != 2 * name.Length) return false;
        for (var index = 0; index < name.Length; index++)
        {
            var mask = constraint[name.Length + index];
            if ((name[index] & mask) != (constraint[index] & mask)) return false;
        }

        return true;
    }

    private static bool IsMask(ReadOnlySpan<byte> mask)
    {
        var isOver = false;
        foreach (var octet in mask)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var isSet = (octet >> bit & 1) != 0;
                if (isSet && isOver) return false;
                isOver |= !isSet;
            }
        }

        return true;
    }

    private static bool IsDomain(string text) => DnsNames.IsHost(text.StartsWith('.') ? text[1..] : text, allowUnderscore: true);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsBelow(string name, string domain) =>
        name.Length > domain.Length + 1 && name[^(domain.Length + 1)] == '.' && name.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
}
