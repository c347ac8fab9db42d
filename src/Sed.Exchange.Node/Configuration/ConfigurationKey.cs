namespace Sed.Exchange.Node.Configuration;

/// <summary>One key of <c>node.json</c>: name, type, range, default. All of them are in <see cref="ConfigurationKeys"/>.</summary>
public abstract class ConfigurationKey
{
    private protected ConfigurationKey(string path, string type, bool required, string? standard, string meaning)
    {
        Path = path;
        Type = type;
        IsRequired = required;
        Default = standard;
        Meaning = meaning;
    }

    /// <summary>Dotted path; <c>[]</c> stands for an index: <c>keys.seals[].file</c>.</summary>
    public string Path { get; }

    /// <summary>What may be written, with its range, in words.</summary>
    public string Type { get; }

    /// <summary>True: the node does not start without it. Inside a list: each element must have it.</summary>
    public bool IsRequired { get; }

    /// <summary>What counts when the key is absent, as it would be written; null: nothing does.</summary>
    public string? Default { get; }

    /// <summary>What it is for; one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The list the key stands in, <c>keys.seals</c>, or null.</summary>
    public string? List => Path.IndexOf("[]", StringComparison.Ordinal) is var index and > 0 ? Path[..index] : null;

    /// <summary>Reads a value.</summary>
    /// <param name="value">As written.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="parsed">The value.</param>
    /// <returns>False: it is not of the type or out of range.</returns>
    internal abstract bool TryParse(RawValue value, string folder, out object? parsed);
}
