using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Containers;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What the sender's door says by the directory of the hour, and of containers that installations seal themselves.</summary>
public sealed class AdmissionTests
{
    public static TheoryData<string, string> Recipients => new()
    {
        { "two of one index", ProblemCodes.RecipientAmbiguous },
        { "another format", ProblemCodes.FormatNotAccepted },
        { "another suite", ProblemCodes.SuiteNotAccepted },
        { "nobody who may relay it", ProblemCodes.NoProtectedRoute },
        { "closed", ProblemCodes.RecipientClosed },
    };

    [Theory]
    [MemberData(nameof(Recipients))]
    public async Task A_recipient_that_cannot_be_reached_is_said_at_once(string why, string code)
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(2, node => Change(why, node), row => Change(why, row)), region.Tula);
        var document = VirtualMail.Document(Government, [Lobanovo], asked: null);
        if (why == "nobody who may relay it") document = document with { Documents = [document.Documents[0] with { Access = new SevTerm { Text = "ДСП" } }] };

        var refused = await region.Tula.Gateway.Admission.SubmitAsync(VirtualMail.Of(document, Government), CancellationToken.None);
        Assert.Equal(code, Assert.IsType<AdmissionResult.NotTaken>(refused).Problem.Code);
        Assert.Equal(code, (await region.Tula.Gateway.Admission.CheckAsync(VirtualMail.Of(document, Government), CancellationToken.None)).Problem?.Code);
        Assert.Empty(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList()));
    }

    [Fact]
    public async Task A_clock_in_doubt_closes_nobody_and_readdresses_nothing()
    {
        var region = await OpenAsync();
        await TakeAsync(Successor(2, node => node, row => row.Id == Lobanovo ? row with { ValidTo = Start.AddDays(200), Successors = [Efremov] } : row), region.Tula);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        // Nobody answers, so that the door is open, whatever the clock says.
        region.Stop("efremov");
        region.Skews["tula"] = TimeSpan.FromDays(250);
        await region.RunAsync(TimeSpan.FromMinutes(5));
        Assert.False(region.Tula.Gateway.Clock.IsSure);

        var refused = await region.Tula.Gateway.Admission.SubmitAsync(Letter(Government, [Lobanovo]), CancellationToken.None);
        Assert.Equal(ProblemCodes.ClockUnsure, Assert.IsType<AdmissionResult.NotTaken>(refused).Problem.Code);
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(Letter(Government, [Efremov]), CancellationToken.None));
    }

    [Theory]
    [InlineData("format=\"sev-18\"", "format=\"medo-2\"")]
    [InlineData("kind=\"document\"", "kind=\"report\"")]
    [InlineData(" returnCode=\"", " returnCode=\"0")]
    [InlineData(" documentUid=\"", " documentUid=\"0")]
    [InlineData("kind=\"document\" messageId=\"", "kind=\"document\" messageId=\"0")]
    [InlineData("<priority>", "<accessMark>ДСП</accessMark><priority>")]
    public async Task An_envelope_that_says_something_else_than_its_package_is_not_taken(string text, string by)
    {
        var region = await OpenAsync();
        var sent = (await VirtualMail.SendAsync(region.Tula, VirtualMail.Document(Government, [Efremov], asked: null), Government)).Container;
        var forged = Forgery.SealWithEnvelope(await region.Tula.OctetsOfAsync(sent), SealOf(Government), text, by);

        var refused = await region.Tula.Gateway.Admission.SubmitContainerAsync([Government], "test", null, new MemoryStream(forged), CancellationToken.None);

        var problem = Assert.IsType<AdmissionResult.NotTaken>(refused).Problem;
        Assert.Equal((ProblemCodes.ContainerInvalid, FindingCodes.EnvelopeDisagrees), (problem.Code, problem.Detail));
    }

    [Fact]
    public async Task A_mark_of_the_package_that_the_envelope_leaves_out_is_missed()
    {
        var region = await OpenAsync();
        var document = VirtualMail.Document(Government, [Efremov], asked: null);
        document = document with { Documents = [document.Documents[0] with { Access = new SevTerm { Text = "ДСП" } }] };
        var sent = (await VirtualMail.SendAsync(region.Tula, document, Government)).Container;
        var forged = Forgery.SealWithEnvelope(await region.Tula.OctetsOfAsync(sent), SealOf(Government), "<accessMark>ДСП</accessMark>", "");

        var refused = await region.Tula.Gateway.Admission.SubmitContainerAsync([Government], "test", null, new MemoryStream(forged), CancellationToken.None);
        Assert.Equal(FindingCodes.EnvelopeDisagrees, Assert.IsType<AdmissionResult.NotTaken>(refused).Problem.Detail);
    }

    [Fact]
    public async Task What_the_seal_adds_counts_too()
    {
        var region = await OpenAsync();
        var sent = (await SendAsync(region.Tula, Government, [Efremov])).Container;

        // Names of many octets, each written five times: more than the door can know before it has sealed.
        var letter = Letter(Government, [Efremov]);
        var files = letter.Files.Concat(Enumerable.Range(0, 600).Select(number =>
        {
            var name = new string('ж', 240) + number;
            return new Sed.Exchange.Packages.PackageFile(name, 1, () => new MemoryStream([1], writable: false));
        })).ToList();
        var limit = files.Sum(file => file.Length + 1024) + (64 * 1024);
        await TakeAsync(Successor(2, node => node.Id == "efremov" ? node with { MaxContainerBytes = limit } : node, row => row), region.Tula);

        var refused = await region.Tula.Gateway.Admission.SubmitAsync(letter with { Files = files }, CancellationToken.None);
        Assert.Equal(ProblemCodes.TooLarge, Assert.IsType<AdmissionResult.NotTaken>(refused).Problem.Code);
        Assert.Equal(sent.MessageId, Assert.Single(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList())).MessageId);
    }

    [Fact]
    public async Task Delivered_names_the_digest_of_every_file_whether_its_mailbox_is_here_or_elsewhere()
    {
        var region = await OpenAsync();
        var sent = (await SendAsync(region.Tula, Government, [Moscow, Efremov])).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        using var octets = new MemoryStream(await region.Tula.OctetsOfAsync(sent));
        var files = ContainerFile.OpenCryptoOnly(octets, ContainerLimits.Default, Start, CancellationToken.None).Envelope!.Files.Select(file => file.Digest).ToList();
        Assert.Equal(2, files.Count);

        var delivered = (await region.Tula.ReadAsync(journal => journal.ReceiptsOf(sent.MessageId))).Where(receipt => receipt.Kind == ReceiptKind.Delivered).ToList();
        Assert.Equal(["efremov", "tula"], delivered.Select(receipt => receipt.IssuerNode).Order());
        Assert.All(delivered, receipt => Assert.Equal(files, ReceiptFile.OpenCryptoOnly(receipt.Bytes, Start).Receipt!.Files));
    }

    private static NodeEntry Change(string why, NodeEntry node) => why switch
    {
        "another format" when node.Id == "lobanovo" => node with { Formats = ["medo-2"] },
        "another suite" when node.Id == "lobanovo" => node with { SuitesAccepted = ["rsa-sha256"] },
        _ => node,
    };

    private static Organisation Change(string why, Organisation row) => why switch
    {
        "two of one index" when row.Id == Efremov => row with { SevIndexes = [Lobanovo.ToString()] },
        "closed" when row.Id == Lobanovo => row with { ValidTo = Start.AddSeconds(-1), Successors = [] },
        _ => row,
    };
}
