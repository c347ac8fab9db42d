namespace Sed.Exchange.Packages.Sev;

/// <summary>An attribute of an unknown namespace.</summary>
/// <param name="Child">Name of the text-only child or of the list it stands on; null when it stands on the element itself.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its local name.</param>
/// <param name="Value">Its value.</param>
public sealed record SevForeignValue(string? Child, string Namespace, string Name, string Value)
{
    /// <summary>The prefix its sender used; null lets the writer choose.</summary>
    public string? Prefix { get; init; }

    /// <summary>The name without the value, which may be personal.</summary>
    public override string ToString() => Name;
}
