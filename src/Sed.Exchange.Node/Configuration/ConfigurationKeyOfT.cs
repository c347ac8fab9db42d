namespace Sed.Exchange.Node.Configuration;

/// <summary>A key with the type of its value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class ConfigurationKey<T> : ConfigurationKey
{
    private readonly ValueParser<T> _parse;

    internal ConfigurationKey(string path, string type, bool required, T standard, string? standardText, string meaning, ValueParser<T> parse)
        : base(path, type, required, standardText, meaning)
    {
        Standard = standard;
        _parse = parse;
    }

    /// <summary>The value when the key is absent and not required.</summary>
    internal T Standard { get; }

    internal override bool TryParse(RawValue value, string folder, out object? parsed)
    {
        var right = _parse(value, folder, out var typed);
        parsed = typed;
        return right;
    }
}
