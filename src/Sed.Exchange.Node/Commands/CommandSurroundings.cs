using System.Text;
using System.Text.Json;
using Sed.Exchange.Node.Json;
using Sed.Exchange.Node.Texts;
using Spectre.Console;

namespace Sed.Exchange.Node.Commands;

/// <summary>What a command has around it: words, output, clock, environment.</summary>
internal sealed record CommandSurroundings
{
    /// <summary>Words in the user's language.</summary>
    public required Words Words { get; init; }

    /// <summary>Standard output: the answer.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: progress and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The terminal at which a person can be asked; null: there is none, and nobody is asked anything.</summary>
    public Func<IAnsiConsole?> Terminal { get; init; } = () => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary><c>ru</c> or <c>en</c>.</summary>
    public string Language => Words.Language;

    /// <summary>Writes the one document of <c>--json</c>.</summary>
    public void WriteJson<T>(T document) => Output.WriteLine(JsonSerializer.Serialize(document, DocumentJson.Readable));

    /// <summary>Reads a file that an argument names.</summary>
    public byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(Words.With("error.file", path, unreadable.Message), unreadable);
        }
    }

    /// <summary>Writes a file that an argument names, in place of one that is there.</summary>
    public void WriteFile(string path, byte[] octets)
    {
        try
        {
            File.WriteAllBytes(path, octets);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(Words.With("error.file", path, unwritable.Message), unwritable);
        }
    }

    /// <summary>The first line of a file that an argument names: a key or a password.</summary>
    public string ReadSecret(string path)
    {
        var text = Encoding.UTF8.GetString(ReadFile(path));
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}
