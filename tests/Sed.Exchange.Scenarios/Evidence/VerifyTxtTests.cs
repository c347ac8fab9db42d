using System.Text;
using Sed.Exchange.Containers.Suites;
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

        foreach (var (file, text) in Alterations(Suite.Find(suite)!))
        {
            await Unpack(folder, "altered");
            Alter(folder.Of("altered", file), text);
            var altered = await Run(folder, "altered");
            Assert.True(altered.ExitCode != 0, $"An octet of {file} was altered at \"{text}\" and nobody noticed:\n{altered.Output}\n{altered.Errors}");
        }
    }

    /// <summary>A file, and a text in it whose first octet is altered.</summary>
    private static IEnumerable<(string File, string Text)> Alterations(Suite suite)
    {
        yield return ("container.asice", "<DocInfo/>");
        yield return ("container.asice", "Прошу");
        yield return ("container.asice", "<priority>");
        yield return ("container.asice", "file-entry");
        yield return ("container.asice", suite.Format == SignatureFormat.Cades ? "DataObjectReference" : "SignatureValue");
        yield return ("receipts/02-Delivered-town.asics", "Delivered<");
        yield return ("receipts/02-Delivered-town.asics", "2026-");
        yield return ("directory/3.asics", "Отправитель");
        yield return ("proof/01-signed.bin", "");
        yield return ("proof/01-signature.bin", "");
        yield return ("proof/01-key.pem", "MF");
        yield return ("proof/01-certificate.pem", "MII");
        yield return (suite.Format == SignatureFormat.Cades ? "proof/02-content.xml" : "proof/02-signatures.xml", "<");
    }

    private static void Alter(string file, string text)
    {
        var octets = File.ReadAllBytes(file);
        // The key's PEM starts with other letters for each suite; any octet of it will do.
        var at = octets.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));
        octets[text.Length == 0 || at < 0 ? octets.Length / 2 : at] ^= 0x01;
        File.WriteAllBytes(file, octets);
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
