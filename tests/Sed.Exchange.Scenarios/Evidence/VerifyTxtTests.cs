using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Zip;
using Sed.Exchange.Scenarios.Support;

namespace Sed.Exchange.Scenarios.Evidence;

/// <summary>
/// The commands of VERIFY.txt, extracted and run as a court expert would, with openssl, its GOST engine, xmlsec1 and unzip, nothing of ours;
/// then again after one altered octet.
/// </summary>
public sealed class VerifyTxtTests
{
    public static TheoryData<string> Suites => new(Suite.All.Select(suite => suite.Name));

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Other_people_s_tools_confirm_the_evidence_and_notice_one_altered_octet(string suite)
    {
        using var folder = new TempFolder();
        EvidenceCase.Write(Suite.Find(suite)!, folder.Of("evidence.zip"));
        await Unpack(folder, "intact");
        var run = (await Run(folder, "intact")).MustSucceed();
        Assert.EndsWith("OK\n", run.Output, StringComparison.Ordinal);

        foreach (var (file, entry) in Alterations(folder.Of("intact")))
        {
            await Unpack(folder, "altered");
            Alter(folder.Of("altered", file), entry);
            var altered = await Run(folder, "altered");
            Assert.True(altered.ExitCode != 0, $"An octet of {file} {entry} was altered and nobody noticed:\n{altered.Output}\n{altered.Errors}");
        }
    }

    /// <summary>Every entry of the container, every document and signature of receipts and directory, every proof and certificate, both time-stamps.</summary>
    private static IEnumerable<(string File, string? Entry)> Alterations(string folder)
    {
        foreach (var entry in Entries(Path.Combine(folder, "container.asice")).Where(entry => entry.Content.Length > 0)) yield return ("container.asice", entry.Name);
        foreach (var entry in Entries(Path.Combine(folder, "receipts", "02-Delivered-town.asics")).Skip(1)) yield return ("receipts/02-Delivered-town.asics", entry.Name);
        foreach (var entry in Entries(Path.Combine(folder, "directory", "3.asics")).Skip(1)) yield return ("directory/3.asics", entry.Name);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "proof"), "0[12]-*").Concat(Directory.GetFiles(Path.Combine(folder, "certificates"))).Concat(Directory.GetFiles(Path.Combine(folder, "timestamps"), "*", SearchOption.AllDirectories)))
            yield return (Path.GetRelativePath(folder, file), null);
    }

    /// <summary>Alters one octet in the middle; in an archive so that the archive itself is right, with a right checksum.</summary>
    private static void Alter(string file, string? entry)
    {
        if (entry is null)
        {
            var octets = File.ReadAllBytes(file);
            octets[octets.Length / 2] ^= 0x01;
            File.WriteAllBytes(file, octets);
            return;
        }

        var entries = Entries(file);
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        foreach (var (name, content) in entries)
        {
            if (name == entry) content[content.Length / 2] ^= 0x01;
            writer.Add(name, content);
        }

        writer.Finish();
        File.WriteAllBytes(file, output.ToArray());
    }

    private static List<(string Name, byte[] Content)> Entries(string archive)
    {
        var reading = ZipReader.Read(new MemoryStream(File.ReadAllBytes(archive)), ZipRules.Canonical, CancellationToken.None);
        Assert.Null(reading.Fault);
        return [.. reading.Entries.Select(entry => (entry.Name, reading.ReadAll(entry)))];
    }

    private static async Task Unpack(TempFolder folder, string name)
    {
        if (Directory.Exists(folder.Of(name))) Directory.Delete(folder.Of(name), recursive: true);
        (await ToolRun.Run("unzip", ["-q", folder.Of("evidence.zip"), "-d", folder.Of(name)])).MustSucceed();
    }

    private static async Task<ToolRun> Run(TempFolder folder, string name)
    {
        var commands = File.ReadLines(folder.Of(name, "VERIFY.txt")).Where(line => line.StartsWith("$ ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        Assert.NotEmpty(commands);
        File.WriteAllLines(folder.Of("commands.sh"), commands);
        return await ToolRun.Run("sh", ["-e", folder.Of("commands.sh")], folder.Of(name));
    }
}
