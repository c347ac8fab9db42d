using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Receipts;

public sealed class ReceiptFileTests
{
    private static readonly Town Place = new(Suite.Ecdsa);

    public static TheoryData<ReceiptKind> Kinds => new(Enum.GetValues<ReceiptKind>());

    [Theory]
    [MemberData(nameof(Authorities.SuiteNames), MemberType = typeof(Authorities))]
    public void A_receipt_says_what_was_written_and_who_wrote_it(string suite)
    {
        var town = new Town(Suite.Find(suite)!);
        var receipt = town.Receipt(ReceiptKind.Delivered) with
        {
            IssuerNode = "town",
            Files = [town.Suite.Digest("a"u8), town.Suite.Digest("b"u8)],
            DocumentSignatures = [new(1, 0, VerdictResult.Passed), new(2, 0, VerdictResult.Failed), new(3, 0, VerdictResult.Indeterminate)],
        };
        var opened = ReceiptFile.Open(ReceiptFile.Write(receipt, Keys.Get(town.Suite, "townNode")), town.Directory, Town.Now);

        Assert.True(opened.Verdict.Result == VerdictResult.Passed, string.Join("; ", opened.Verdict.AllFindings()));
        Assert.Equivalent(receipt, opened.Receipt, strict: true);
        Assert.Equal(suite, Assert.Single(opened.Verdict.Signatures).Suite);
        Assert.Equal(["receipt.xml"], opened.Verdict.Signatures[0].Covers);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_reads_back_and_only_its_rightful_issuer_may_say_it(ReceiptKind kind)
    {
        var receipt = Complete(Place.Receipt(kind));
        foreach (var (issuer, key) in new[] { ("region", Place.NodeKey), ("town", Keys.Get(Suite.Ecdsa, "townNode")) })
        {
            var opened = ReceiptFile.Open(ReceiptFile.Write(receipt with { IssuerNode = issuer }, key), Place.Directory, Town.Now);
            Assert.Equal(kind, opened.Receipt!.Kind);
            var entitled = ReceiptRules.MayIssue(kind, issuer, "region", "town");
            Assert.Equal(entitled ? VerdictResult.Passed : VerdictResult.Failed, opened.Verdict.Result);
            Assert.Contains(opened.Verdict.AllFindings(), finding => finding.Code == (entitled ? FindingCodes.IssuerEntitled : FindingCodes.IssuerNotEntitled));
        }
    }

    [Theory]
    [InlineData("gost-2012-256", 3)]
    [InlineData("ecdsa-p256-sha256", 5)]
    public void A_receipt_with_one_octet_altered_is_never_passed(string suite, int stride)
    {
        var town = new Town(Suite.Find(suite)!);
        var directory = town.Directory;
        var file = ReceiptFile.Write(town.Receipt(), town.NodeKey);
        for (var at = 0; at < file.Length; at += stride)
        {
            file[at] ^= 0x01;
            var opened = ReceiptFile.Open(file, directory, Town.Now);
            Assert.True(opened.Verdict.Result == VerdictResult.Failed || opened.Verdict.Result == VerdictResult.Indeterminate, $"octet {at}");
            Assert.Null(opened.Receipt);
            file[at] ^= 0x01;
        }

        Assert.Equal(VerdictResult.Passed, ReceiptFile.Open(file, directory, Town.Now).Verdict.Result);
    }

    [Fact]
    public void An_altered_receipt_is_called_altered()
    {
        var file = ReceiptFile.Write(Place.Receipt(), Place.NodeKey);
        var forged = Forgery.Replace(file, "receipt.xml", "Accepted", "Relayed");
        Assert.Equal(FindingCodes.DigestMismatch, ReceiptFile.Open(forged, Place.Directory, Town.Now).Verdict.FirstFailure!.Code);
    }

    [Fact]
    public void The_key_must_be_the_issuer_s_at_the_time_of_issue()
    {
        Assert.Equal(FindingCodes.ReceiptKeyWrong, Cause(ReceiptFile.Write(Place.Receipt(), Place.Stranger)));
        Assert.Equal(FindingCodes.ReceiptKeyWrong, Cause(ReceiptFile.Write(Place.Receipt(), Place.Seal)));
        Assert.Equal(FindingCodes.ReceiptKeyWrong, Cause(ReceiptFile.Write(Place.Receipt(), Keys.Get(Suite.Ecdsa, "townNode"))));
        Assert.Equal(FindingCodes.IssuerUnknown, Cause(ReceiptFile.Write(Place.Receipt() with { IssuerNode = "nowhere" }, Place.NodeKey)));
        Assert.Equal(FindingCodes.PinNotValidThen, Cause(ReceiptFile.Write(Place.Receipt() with { IssuedAt = Authorities.NotBefore.AddDays(-1) }, Place.NodeKey)));
    }

    [Fact]
    public void Without_a_directory_nobody_can_tell_and_cryptography_alone_can_be_asked_for()
    {
        var file = ReceiptFile.Write(Place.Receipt(), Place.NodeKey);
        Assert.Equal(VerdictResult.Indeterminate, ReceiptFile.Open(file, null, Town.Now).Verdict.Result);
        Assert.NotNull(ReceiptFile.Open(file, null, Town.Now).Receipt);
        Assert.Equal(VerdictResult.Passed, ReceiptFile.OpenCryptoOnly(file, Town.Now).Verdict.Result);
    }

    [Fact]
    public void Negative_kinds_have_a_reason_and_others_have_none()
    {
        Assert.Throws<ArgumentException>(() => ReceiptFile.Write(Place.Receipt(ReceiptKind.Refused), Place.NodeKey));
        Assert.Throws<ArgumentException>(() => ReceiptFile.Write(Place.Receipt() with { Reason = "SEDX-NO_TRUST" }, Place.NodeKey));
        Assert.Throws<ArgumentException>(() => ReceiptFile.Write(Place.Receipt(ReceiptKind.Refused) with { Reason = "because" }, Place.NodeKey));
        Assert.Throws<ArgumentException>(() => ReceiptFile.Write(Place.Receipt() with { Files = [Place.Suite.Digest("a"u8)] }, Place.NodeKey));
    }

    [Fact]
    public void A_detail_of_any_text_never_prevents_a_receipt()
    {
        var receipt = Place.Receipt(ReceiptKind.Refused) with { Reason = "SEDX-NO_TRUST", ReasonDetail = "a\0b\uFFFE\uD83D" + new string('x', 5000) };
        var detail = ReceiptFile.Open(ReceiptFile.Write(receipt, Place.NodeKey), Place.Directory, Town.Now).Receipt!.ReasonDetail!;
        Assert.Equal(1000, detail.Length);
        Assert.StartsWith("a\uFFFDb\uFFFD\uFFFDx", detail, StringComparison.Ordinal);
        Assert.Null(ReceiptFile.Open(ReceiptFile.Write(receipt with { ReasonDetail = "" }, Place.NodeKey), Place.Directory, Town.Now).Receipt!.ReasonDetail);
    }

    [Fact]
    public void Other_files_are_no_receipts()
    {
        Assert.Equal(FindingCodes.EntryMissing, Cause(DirectoryFile.Write(Place.Directory, Place.DirectoryKey, Town.Now)));
        Assert.Equal(FindingCodes.LimitExceeded, Cause(Place.SealContainer()));
        Assert.Equal(FindingCodes.ZipDamaged, Cause([]));
        Assert.Equal(FindingCodes.LimitExceeded, Cause(new byte[ReceiptFile.MaxBytes + 1]));
        var file = ReceiptFile.Write(Place.Receipt(), Place.NodeKey);
        Assert.Equal(FindingCodes.MimetypeWrong, Cause(Forgery.Replace(file, "mimetype", "asic-s", "asic-e")));
        Assert.Equal(FindingCodes.EntryOrder, Cause(Forgery.With(file, entries => (entries[1], entries[2]) = (entries[2], entries[1]))));
    }

    private static Receipt Complete(Receipt receipt) =>
        ReceiptRules.NeedsReason(receipt.Kind) ? receipt with { Reason = "SEDX-NO_TRUST", ReasonDetail = "file 3" } : receipt;

    private static string Cause(byte[] file) => ReceiptFile.Open(file, Place.Directory, Town.Now).Verdict.FirstFailure!.Code;
}
