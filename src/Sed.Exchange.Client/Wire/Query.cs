namespace Sed.Exchange.Client.Wire;

/// <summary>Writes the query part of an address; values left out are left out.</summary>
internal static class Query
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var text = string.Empty;
        foreach (var (name, value) in values)
        {
            if (value is not null) text += $"{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return text;
    }
}
