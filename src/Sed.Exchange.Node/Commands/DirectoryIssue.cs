using System.Globalization;
using System.Text;
using System.Text.Json;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Commands;

/// <summary>Issues the next directory from a changed description: signs it first, from memory, and writes nothing before everything is known to be right.</summary>
internal static class DirectoryIssue
{
    /// <summary>Makes and signs the directory of a description whose new certificates are not written yet.</summary>
    public static (ExchangeDirectory Directory, byte[] Signed) Sign(
        DirectoryDescription description, IReadOnlyDictionary<string, string> certificates, string folder, SigningKey signer, DateTimeOffset now)
    {
        // Made with the certificates as they will lie there, from memory: the same text, wherever it stands.
        var inline = description with
        {
            Keys = description.Keys with { Next = description.Keys.Next is { } next ? Inline(next) : null },
            Nodes = [.. description.Nodes.Select(node => node with
            {
                Tls = [.. node.Tls.Select(pin => pin.Certificate is { } name ? pin with { Certificate = Inline(name) } : pin)],
                Receipts = [.. node.Receipts.Select(receipt => receipt with { Certificate = Inline(receipt.Certificate) })],
            })],
            Organisations = [.. description.Organisations.Select(row => row with
            {
                Seals = [.. row.Seals.Select(seal => seal with { Certificate = Inline(seal.Certificate) })],
            })],
        };
        string Inline(string name) => certificates.GetValueOrDefault(name, name);
        var directory = DirectoryMaker.Make(inline, folder, now);
        try
        {
            return (directory, DirectoryFile.Write(directory, signer, now));
        }
        catch (ArgumentException contradiction)
        {
            throw new CommandException(contradiction.Message, contradiction);
        }
    }

    /// <summary>Writes certificates, description and signed directory, in this order: a description must not name what is not there.</summary>
    public static void Write(
        DirectoryDescription description, IReadOnlyDictionary<string, string> certificates, string target, byte[] signed, string output)
    {
        foreach (var (name, pem) in certificates)
        {
            var path = Path.Combine(Path.GetDirectoryName(target)!, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var certificate = new FileStream(path, FileMode.CreateNew);
            certificate.Write(Encoding.ASCII.GetBytes(pem));
        }

        Replace(target, JsonSerializer.SerializeToUtf8Bytes(description, DirectoryMaker.DescriptionOptions));
        Replace(output, signed);
    }

    // The old file stays until the new one is whole.
    private static void Replace(string path, byte[] content)
    {
        var next = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.new");
        File.WriteAllBytes(next, content);
        File.Move(next, path, overwrite: true);
    }
}
