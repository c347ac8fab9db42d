using System.CommandLine;
using Sed.Exchange.Adapters.Tokens;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Commands;

/// <summary>Options by which a command is given a key that signs: a PKCS#12 file, or a token over PKCS#11.</summary>
internal sealed class SigningKeyOptions
{
    private readonly Option<string> _file = new("--key") { HelpName = "P12" };
    private readonly Option<string> _password = new("--password-file") { HelpName = "FILE" };
    private readonly Option<string> _library = new("--pkcs11") { HelpName = "LIBRARY" };
    private readonly Option<string> _token = new("--token") { HelpName = "LABEL" };
    private readonly Option<string> _name = new("--token-key") { HelpName = "LABEL|id:HEX" };
    private readonly Option<string> _pin = new("--pin-file") { HelpName = "FILE" };
    private readonly Option<string> _certificate = new("--certificate") { HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_file, _password, _library, _token, _name, _pin, _certificate]) command.Add(option);
    }

    /// <summary>Opens the key.</summary>
    /// <exception cref="CommandException">An option is missing, or a file cannot be read.</exception>
    /// <exception cref="KeyFileException">The key cannot be used; says why.</exception>
    public SigningKey Open(ParseResult parsed, CommandSurroundings around)
    {
        string Required(Option<string> option) => parsed.GetValue(option) ?? throw new CommandException(around.Words.With("error.missing", option.Name));
        if (parsed.GetValue(_library) is not { } library)
            return SoftwareKey.FromPkcs12(around.ReadFile(Required(_file)), around.ReadSecret(Required(_password)));
        if (parsed.GetValue(_file) is not null) throw new CommandException(around.Words.With("sign.twoKeys", _file.Name, _library.Name));
        return TokenKey.Open(new TokenPlace
        {
            Library = Path.GetFullPath(library),
            Token = Required(_token),
            Key = Required(_name),
            Pin = around.ReadSecret(Required(_pin)),
            Certificates = parsed.GetValue(_certificate) is not { } file ? []
                : CertificateBundle.Read(around.ReadFile(file)) ?? throw new CommandException(around.Words.With("directory.key.noCertificate", file)),
        });
    }
}
