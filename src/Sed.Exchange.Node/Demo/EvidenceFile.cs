using System.IO.Compression;
using Sed.Exchange.Node.Demo.Result;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Node.Demo.Steps;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo;

/// <summary>Saves the evidence of a message and says how anybody can check it, with our program and without it.</summary>
internal sealed class EvidenceFile(MadeRegion region, Narrator tell)
{
    private const string Prompt = "$ ";

    private static readonly string[] Tools = ["openssl cms -verify", "xmlsec1 --verify"];

    /// <summary>Fetches the evidence file from the sender's node.</summary>
    public async Task<EvidenceLine> SaveAsync(SentMessage message, CancellationToken cancel)
    {
        var file = Path.Combine(region.Folder, "evidence", $"{message.Id}.zip");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await message.Asked.SaveEvidenceAsync(message.Id, file, cancel);
        var unpacked = Path.ChangeExtension(file, null);
        var line = new EvidenceLine(message.Id, file,
        [
            $"sedx verify {file} --trust {region.TrustFolder}",
            $"unzip -q -o {file} -d {unpacked}",
            $"cd {unpacked} && sed -n 's/^[$] //p' VERIFY.txt | sh -e",
            $"cd {unpacked} && {FirstToolCommand(file)}",
        ]);
        tell.Title("Доказательство доставки одним файлом", "Proof of delivery in one file");
        tell.Fact(file, file);
        tell.Fact("проверить нашей программой, без сети:", "check it with our program, offline:");
        tell.Line($"       {line.Verify[0].Replace("sedx ", $"{Environment.ProcessPath} ", StringComparison.Ordinal)}");
        tell.Fact("и без неё, только openssl и xmlsec1:", "and without it, by openssl and xmlsec1 alone:");
        foreach (var command in line.Verify.Skip(1).Take(2)) tell.Line($"       {command}");
        return line;
    }

    private static string FirstToolCommand(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        var entry = archive.GetEntry("VERIFY.txt") ?? throw new DemoException("The evidence has no VERIFY.txt.");
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd().Split('\n')
            .Where(line => line.StartsWith(Prompt, StringComparison.Ordinal) && Tools.Any(tool => line.Contains(tool, StringComparison.Ordinal)))
            .Select(line => line[Prompt.Length..])
            .FirstOrDefault() ?? throw new DemoException("VERIFY.txt names no command of openssl or xmlsec1.");
    }
}
