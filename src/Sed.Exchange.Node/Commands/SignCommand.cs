using System.CommandLine;
using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Commands;

/// <summary>
/// <c>sedx sign</c>: an official's detached signature over a file, CAdES-BES in DER, as files of signatures beside documents have it; with <c>--xml</c> XAdES for
/// suites that sign XML. The file is read once and never kept in memory.
/// </summary>
internal static class SignCommand
{
    private const int BufferLength = 64 * 1024;

    public static Command Create(CommandSurroundings around)
    {
        var file = new Argument<string>("FILE");
        var output = new Option<string>("--out") { HelpName = "SIG" };
        var xml = new Option<bool>("--xml");
        var keys = new SigningKeyOptions();
        var command = new Command("sign") { file, output, xml };
        keys.AddTo(command);
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(file);
            var target = parsed.GetValue(output) ?? (parsed.GetValue(xml) ? name + ".xml" : name + ".sig");
            if (File.Exists(target)) throw new CommandException(around.Words.With("key.exists", target));
            var key = keys.Open(parsed, around);
            var now = around.Time.GetUtcNow();
            var certificate = key.Certificate;

            // What a certificate signs outside its time is signed by nobody.
            if (now < certificate.NotBefore || certificate.NotAfter < now)
                throw new CommandException(around.Words.With("directory.key.validity", $"{certificate.NotBefore:u}", $"{certificate.NotAfter:u}"));
            byte[] signature;
            try
            {
                using var content = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, BufferLength, FileOptions.SequentialScan);
                signature = parsed.GetValue(xml) ? SignXml(content, Path.GetFileName(name), key, now, around) : DocumentSignature.Sign(content, key, now);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new CommandException(around.Words.With("error.file", name, unreadable.Message), unreadable);
            }

            Write(target, signature);
            around.Output.WriteLine(around.Words.With("sign.made", target, certificate.Subject, key.Suite.Name));
            return ExitCodes.Yes;
        });
        return command;
    }

    private static byte[] SignXml(Stream content, string name, SigningKey key, DateTimeOffset now, CommandSurroundings around)
    {
        if (key.Suite.Format != SignatureFormat.Xades) throw new CommandException(around.Words.With("sign.noXml", key.Suite.Name));
        using var digester = key.Suite.CreateDigester();
        var buffer = new byte[BufferLength];
        for (int read; (read = content.Read(buffer)) > 0;) digester.Append(buffer.AsSpan(0, read));
        return Xades.Sign(key, [new SignedReference(name, digester.Finish())], now);
    }

    // Whole or not at all: half a signature looks like a broken one.
    private static void Write(string target, byte[] signature)
    {
        var part = target + ".part";
        using (var file = new FileStream(part, FileMode.Create))
        {
            file.Write(signature);
            file.Flush();
            DurableFiles.Sync(file.SafeFileHandle);
        }

        File.Move(part, target, overwrite: false);
    }
}
