using System.Buffers;

namespace Sed.Exchange.Containers.Paths;

/// <summary>A mailbox (RFC 5321 section 4.1.2), as rfc822Name has it: no display name, no comments.</summary>
/// <param name="Local">Before the at sign, quotes included.</param>
/// <param name="Host">After it.</param>
internal sealed record Mailbox(string Local, string Host)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("@\" <>(),;:\\[]");

    /// <summary>Null for what is no mailbox, two at signs included.</summary>
    public static Mailbox? Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0) return null;
        var local = text[..at];
        var isQuoted = local.Length >= 2 && local[0] == '"' && local[^1] == '"';
        if (!isQuoted && local.AsSpan().ContainsAny(Special)) return null;
        return DnsNames.IsHost(text.AsSpan(at + 1), allowUnderscore: true) ? new Mailbox(local, text[(at + 1)..]) : null;
    }
}
