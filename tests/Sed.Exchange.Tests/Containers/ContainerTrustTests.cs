using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Tests.Pki;

namespace Sed.Exchange.Tests.Containers;

/// <summary>Whose seal it is: the directory decides, at the time of sending.</summary>
public sealed class ContainerTrustTests
{
    private static readonly Town Place = new(Suite.Ecdsa);

    [Fact]
    public void Without_a_directory_nobody_can_tell_whose_seal_it_is()
    {
        var opened = Town.Open(Place.SealContainer(), null);
        Assert.Equal(VerdictResult.Indeterminate, opened.Verdict.Result);
        Assert.Contains(opened.Verdict.AllFindings(), finding => finding.Code == FindingCodes.NoTrust);
        Assert.NotNull(opened.Envelope);
    }

    [Fact]
    public void When_only_cryptography_is_asked_for_the_path_is_shown_as_not_checked()
    {
        var opened = ContainerFile.OpenCryptoOnly(new MemoryStream(Place.SealContainer()), ContainerLimits.Default, Town.Now, CancellationToken.None);
        Assert.Equal(VerdictResult.Passed, opened.Verdict.Result);
        Assert.Equal(VerdictResult.NotChecked, opened.Verdict.AllFindings().Single(finding => finding.Stage == VerdictStage.Path).Result);
    }

    [Fact]
    public void Every_stage_is_in_the_verdict_in_its_order()
    {
        var seal = Assert.Single(Town.Open(Place.SealContainer(), Place.Directory).Verdict.Signatures);
        Assert.Equal(Enum.GetValues<VerdictStage>(), seal.Findings.Select(finding => finding.Stage).Distinct());
        Assert.Equal(seal.Findings.Select(finding => finding.Stage).Order(), seal.Findings.Select(finding => finding.Stage));
        Assert.Equal("ecdsa-p256-sha256", seal.Suite);
        Assert.Equal("ecdsa-p256-sha256", seal.Findings.Single(finding => finding.Code == FindingCodes.SuiteUsed).Seen);
        Assert.Equal(4, seal.Covers.Count);
        Assert.Null(seal.SubIndication);
    }

    [Fact]
    public void A_sender_that_the_directory_does_not_know_is_refused() =>
        Judged(Place.SealContainer(Town.Draft with { Sender = Guid.Empty }), Place.Directory, FindingCodes.SenderUnknown, VerdictResult.Failed);

    [Fact]
    public void The_seal_of_somebody_else_is_refused()
    {
        Judged(Place.SealContainer(key: Place.Stranger), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
        Judged(Place.SealContainer(key: Place.NodeKey), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
        Judged(Place.SealContainer(key: Keys.Get(Suite.Ecdsa, "other")), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
    }

    [Fact]
    public void A_seal_counts_from_its_first_moment_and_until_before_its_last()
    {
        var container = Place.SealContainer();
        Judged(container, WithSeal(Town.SentAt, null), FindingCodes.SealPinned, VerdictResult.Passed);
        Judged(container, WithSeal(Town.SentAt.AddTicks(1), null), FindingCodes.PinNotValidThen, VerdictResult.Failed);
        Judged(container, WithSeal(Authorities.NotBefore, Town.SentAt), FindingCodes.PinNotValidThen, VerdictResult.Failed);
        Judged(container, WithSeal(Authorities.NotBefore, Town.SentAt.AddTicks(1)), FindingCodes.SealPinned, VerdictResult.Passed);
    }

    [Fact]
    public void A_closed_sender_cannot_send()
    {
        var container = Place.SealContainer();
        Judged(container, WithSender(row => row with { ValidTo = Town.SentAt }), FindingCodes.SenderClosed, VerdictResult.Failed);
        Judged(container, WithSender(row => row with { ValidFrom = Town.SentAt.AddTicks(1) }), FindingCodes.SenderClosed, VerdictResult.Failed);
        Judged(container, WithSender(row => row with { ValidTo = Town.SentAt.AddTicks(1) }), FindingCodes.SealPinned, VerdictResult.Passed);
    }

    [Fact]
    public void For_a_sender_without_a_seal_its_operator_seals_and_the_verdict_says_so()
    {
        var draft = Town.Draft with { Sender = Town.Operated };
        Judged(Place.SealContainer(draft, key: Place.NodeKey), Place.Directory, FindingCodes.SealedByOperator, VerdictResult.Passed);
        Judged(Place.SealContainer(draft, key: Keys.Get(Suite.Ecdsa, "townNode")), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
        Judged(Place.SealContainer(draft), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
    }

    [Fact]
    public void A_node_seals_for_an_organisation_with_a_seal_only_reports_to_itself()
    {
        var report = Town.Draft with { Kind = EnvelopeKind.Report, Recipients = [Town.Sender] };
        Judged(Place.SealContainer(report, key: Place.NodeKey), Place.Directory, FindingCodes.SealedByOperator, VerdictResult.Passed);
        Judged(Place.SealContainer(report), Place.Directory, FindingCodes.SealPinned, VerdictResult.Passed);

        // Another node, a document, somebody else, somebody else too.
        Judged(Place.SealContainer(report, key: Keys.Get(Suite.Ecdsa, "townNode")), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
        foreach (var draft in new[]
        {
            report with { Kind = EnvelopeKind.Document },
            report with { Recipients = [Town.Recipient] },
            report with { Recipients = [Town.Sender, Town.Recipient] },
        })
        {
            Judged(Place.SealContainer(draft, key: Place.NodeKey), Place.Directory, FindingCodes.SealWrong, VerdictResult.Failed);
        }
    }

    private static ExchangeDirectory WithSeal(DateTimeOffset from, DateTimeOffset? to) =>
        WithSender(row => row with { Seals = [new SealEntry(Place.Seal.Certificate, from, to, true)] });

    private static ExchangeDirectory WithSender(Func<Organisation, Organisation> change)
    {
        var directory = Place.Directory;
        return new ExchangeDirectory
        {
            Serial = directory.Serial,
            IssuedAt = directory.IssuedAt,
            Expires = directory.Expires,
            Keys = directory.Keys,
            Nodes = directory.Nodes,
            Organisations = [.. directory.Organisations.Select(row => row.Id == Town.Sender ? change(row) : row)],
        };
    }

    private static void Judged(byte[] container, ExchangeDirectory directory, string code, VerdictResult result)
    {
        var opened = Town.Open(container, directory);
        var path = opened.Verdict.AllFindings().Single(finding => finding.Stage == VerdictStage.Path);
        Assert.Equal(code, path.Code);
        Assert.Equal(result, path.Result);
        Assert.Equal(result, opened.Verdict.Result);
        // Trust is the verdict's matter; the cryptography holds.
        Assert.NotNull(opened.Envelope);
    }
}
