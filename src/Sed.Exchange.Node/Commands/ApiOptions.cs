using System.CommandLine;
using Sed.Exchange.Client;

namespace Sed.Exchange.Node.Commands;

/// <summary>Options by which a command reaches a node's API as an installation does.</summary>
internal sealed class ApiOptions
{
    private readonly Option<string> _api = new("--api") { HelpName = "URL" };
    private readonly Option<string> _key = new("--key") { HelpName = "KEY" };
    private readonly Option<string> _keyFile = new("--key-file") { HelpName = "FILE" };
    private readonly Option<string> _authority = new("--authority") { HelpName = "FILE" };
    private readonly Option<string> _pin = new("--pin") { HelpName = "SHA256" };

    /// <summary>Adds the options to a command and, when it has subcommands, to them.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_api, _key, _keyFile, _authority, _pin])
        {
            option.Recursive = command.Subcommands.Count > 0;
            command.Add(option);
        }
    }

    /// <summary>True: an address is given, by option or environment.</summary>
    public bool AreGiven(ParseResult parsed, CommandSurroundings around) => AddressOf(parsed, around) is not null;

    /// <summary>Connects; nothing is sent yet.</summary>
    public ExchangeClient Connect(ParseResult parsed, CommandSurroundings around)
    {
        var address = AddressOf(parsed, around) ?? throw new CommandException(around.Words.With("error.missing", "--api"));
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw new CommandException(around.Words.With("error.value", "--api", address));
        var key = parsed.GetValue(_key)
            ?? (parsed.GetValue(_keyFile) is { } file ? around.ReadSecret(file) : null)
            ?? around.Variable("SEDX_API_KEY")
            ?? throw new CommandException(around.Words.With("error.missing", "--key-file"));
        try
        {
            return new ExchangeClient(new ExchangeClientOptions
            {
                Address = uri,
                ApiKey = key,
                AuthorityFile = parsed.GetValue(_authority) ?? around.Variable("SEDX_API_AUTHORITY"),
                ServerPin = parsed.GetValue(_pin),
                Language = around.Language,
                Time = around.Time,
            });
        }
        catch (Exception unusable) when (unusable is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw new CommandException(unusable.Message, unusable);
        }
    }

    private string? AddressOf(ParseResult parsed, CommandSurroundings around) => parsed.GetValue(_api) ?? around.Variable("SEDX_API");
}
