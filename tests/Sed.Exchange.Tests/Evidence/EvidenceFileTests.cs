using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Evidence;

/// <summary>One file that proves a delivery; that its commands work is shown in the scenarios.</summary>
public sealed class EvidenceFileTests
{
    private static readonly Town Place = new(Suite.Gost256);
    private static readonly byte[] Container = Place.SealContainer();
    private static readonly byte[] File = Write();

    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void Container_receipts_and_directory_are_judged_each_for_itself(string suite)
    {
        var town = new Town(Suite.Find(suite)!);
        var container = town.SealContainer();
        var opened = Open(Write(town, container), town);

        Assert.True(opened.Verdict.Result == VerdictResult.Passed, string.Join("; ", opened.Verdict.AllFindings().Where(finding => finding.Result != VerdictResult.Passed)));
        Assert.Equal(VerdictType.Evidence, opened.Verdict.Type);
        Assert.Equal(
            [FindingCodes.EvidenceDirectory, FindingCodes.EvidenceContainer, FindingCodes.EvidenceReceipt, FindingCodes.EvidenceReceipt, FindingCodes.EvidenceNotStamped, FindingCodes.EvidenceProofsRight, FindingCodes.EvidenceStatements],
            opened.Verdict.Findings.Select(finding => finding.Code));
        Assert.All(opened.Verdict.Findings.Take(4), finding => Assert.NotEmpty(finding.Children));
        Assert.Equal(["directory/7.asics", "container.asice", "receipts/01-Accepted-region.asics", "receipts/02-Delivered-town.asics"], opened.Verdict.Signatures.Select(signature => signature.Id));
        Assert.Equal((Town.Now, "receipt of another node"), (opened.Verdict.TimeUsed, opened.Verdict.TimeWhy));
        Assert.Equal(town.Suite.Digest(container), opened.Container!.Digest);
        Assert.Equal(2, opened.Receipts.Count);
    }

    [Fact]
    public void Without_a_fingerprint_nobody_can_tell_and_a_wrong_one_fails()
    {
        Assert.Equal(VerdictResult.Indeterminate, EvidenceFile.Open(new MemoryStream(File), ContainerLimits.Default, [], Town.Now, CancellationToken.None).Verdict.Result);
        Assert.Equal(VerdictResult.Failed, EvidenceFile.Open(new MemoryStream(File), ContainerLimits.Default, [new string('0', 64)], Town.Now, CancellationToken.None).Verdict.Result);
        Assert.Equal(VerdictResult.Passed, EvidenceFile.OpenCryptoOnly(new MemoryStream(File), ContainerLimits.Default, Town.Now, CancellationToken.None).Verdict.Result);
    }

    [Fact]
    public void One_octet_altered_anywhere_is_noticed()
    {
        var file = (byte[])File.Clone();
        for (var at = 0; at < file.Length; at += 101)
        {
            file[at] ^= 0x01;
            Assert.NotEqual(VerdictResult.Passed, Open(file, Place).Verdict.Result);
            file[at] ^= 0x01;
        }
    }

    [Theory]
    [InlineData("proof/01-signed.bin")]
    [InlineData("proof/01-key.pem")]
    [InlineData("proof/openssl-gost.cnf")]
    public void Proofs_that_do_not_follow_from_their_signature_are_refused(string entry)
    {
        Cause(FindingCodes.EvidenceProofWrong, Forgery.With(File, entries => entries[entries.FindIndex(e => e.Name == entry)] = (entry, "other"u8.ToArray())));
        Cause(FindingCodes.EvidenceProofWrong, Forgery.With(File, entries => entries.RemoveAll(e => e.Name == entry)));
        Cause(FindingCodes.EvidenceProofWrong, Forgery.With(File, entries => entries.Add(("certificates/more.pem", "x"u8.ToArray()))));
    }

    [Fact]
    public void A_receipt_about_another_container_or_message_proves_nothing_here()
    {
        Cause(FindingCodes.EvidenceReceiptForeign, Write(change: receipt => receipt with { Container = Place.Suite.Digest("other"u8) }));
        Cause(FindingCodes.EvidenceReceiptForeign, Write(change: receipt => receipt with { MessageId = Guid.Empty }));
    }

    [Fact]
    public void A_part_that_fails_fails_the_whole_and_is_packed_nevertheless()
    {
        var altered = Forgery.Replace(Container, "content/DocInfo.xml", "<DocInfo/>", "<DocInfO/>");
        Cause(FindingCodes.DigestMismatch, Write(Place, altered));
        Cause(FindingCodes.ReceiptKeyWrong, Write(nodeKey: Place.Stranger));
    }

    [Fact]
    public void A_receipt_whose_directory_is_not_enclosed_cannot_be_judged()
    {
        var opened = Open(Write(change: receipt => receipt with { DirectorySerial = 8 }), Place);
        Assert.Equal(VerdictResult.Indeterminate, opened.Verdict.Result);
        Assert.Contains(opened.Verdict.Findings, finding => finding.Code == FindingCodes.EvidenceDirectoryMissing);
    }

    [Fact]
    public void Without_a_receipt_nothing_is_proven()
    {
        var opened = Open(Write(hasReceipts: false), Place);
        Assert.Equal(VerdictResult.Indeterminate, opened.Verdict.Result);
        Assert.Contains(opened.Verdict.Findings, finding => finding.Code == FindingCodes.EvidenceNoReceipt);
    }

    [Fact]
    public void Other_entries_and_missing_ones_are_refused()
    {
        Cause(FindingCodes.EntryUnexpected, Forgery.With(File, entries => entries.Add(("more.txt", []))));
        Cause(FindingCodes.EntryMissing, Forgery.With(File, entries => entries.RemoveAll(entry => entry.Name == "VERIFY.txt")));
        Cause(FindingCodes.EntryMissing, Forgery.With(File, entries => entries.RemoveAll(entry => entry.Name == "container.asice")));
        Cause(FindingCodes.ZipDamaged, "not an archive"u8.ToArray());
    }

    private static byte[] Write(
        Town? town = null, byte[]? container = null, Func<Receipt, Receipt>? change = null, SoftwareKey? nodeKey = null, bool hasReceipts = true)
    {
        town ??= Place;
        container ??= Container;
        change ??= receipt => receipt;
        Receipt About(ReceiptKind kind) => change(town.Receipt(kind) with { Container = town.Suite.Digest(container) });
        using var output = new MemoryStream();
        EvidenceFile.Write(
            output,
            new EvidenceContents
            {
                ContainerLength = container.Length,
                OpenContainer = () => new MemoryStream(container, false),
                Receipts = !hasReceipts ? [] :
                [
                    ReceiptFile.Write(About(ReceiptKind.Accepted), nodeKey ?? town.NodeKey),
                    ReceiptFile.Write(About(ReceiptKind.Delivered) with { IssuerNode = "town" }, Keys.Get(town.Suite, "townNode")),
                ],
                Directories = [DirectoryFile.Write(town.Directory, town.DirectoryKey, Town.Now)],
                VerdictJson = "{}"u8.ToArray(),
                TimelineJson = "{}"u8.ToArray(),
                At = Town.Now,
            },
            CancellationToken.None);
        return output.ToArray();
    }

    private static OpenedEvidence Open(byte[] file, Town town) => EvidenceFile.Open(
        new MemoryStream(file), ContainerLimits.Default, ["unknown", town.DirectoryKey.Certificate.Thumbprint], Town.Now, CancellationToken.None);

    private static void Cause(string code, byte[] file)
    {
        var opened = Open(file, Place);
        Assert.Equal(VerdictResult.Failed, opened.Verdict.Result);
        Assert.Contains(opened.Verdict.AllFindings(), finding => finding.Code == code && finding.Result == VerdictResult.Failed);
    }
}
