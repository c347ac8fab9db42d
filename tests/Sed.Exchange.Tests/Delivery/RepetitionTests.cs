using System.Text;
using System.Text.RegularExpressions;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>What was accepted once is answered as it was, though it would not be taken any more: its answer was lost, and a refusal would make its sender write again.</summary>
public sealed class RepetitionTests
{
    [Fact]
    public async Task A_package_whose_time_is_over_is_answered_as_it_was()
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Lobanovo, Efremov]) with { DeliverBy = Start.AddMinutes(2), IdempotencyKey = "k" };
        var first = await SubmitAsync(region, letter);
        region.Time.Advance(TimeSpan.FromMinutes(5));

        var again = await SubmitAsync(region, letter);
        Assert.True(again.Repeated);
        Assert.Equal(first.Container.Digest, again.Container.Digest);
        Assert.Equal(first.Receipts.Select(receipt => receipt.Bytes), again.Receipts.Select(receipt => receipt.Bytes));
        Assert.Equal([Lobanovo, Efremov], again.Deliveries.Select(delivery => delivery.Recipient));
        Assert.Null((await region.Tula.Gateway.Admission.CheckAsync(letter, CancellationToken.None)).Problem);

        // Another one of that time is refused, as is another under that key.
        var other = Letter(Government, [Efremov]) with { DeliverBy = Start.AddMinutes(2) };
        Assert.Equal(ProblemCodes.DeliverByInvalid, await RefusedAsync(region, other with { IdempotencyKey = "l" }));
        Assert.Equal(ProblemCodes.IdempotencyConflict, await RefusedAsync(region, other with { IdempotencyKey = "k" }));
        Assert.Equal(ProblemCodes.IdempotencyConflict, (await region.Tula.Gateway.Admission.CheckAsync(other with { IdempotencyKey = "k" }, CancellationToken.None)).Problem?.Code);
    }

    [Fact]
    public async Task A_recipient_that_has_been_succeeded_or_closed_since_makes_no_conflict()
    {
        var region = await OpenAsync();
        var letter = Letter(Government, [Efremov]);
        var first = await SubmitAsync(region, letter);
        await TakeAsync(Closed(2, Lobanovo), region.Tula);
        Assert.Equal(first.Container.Digest, (await SubmitAsync(region, letter)).Container.Digest);
        await TakeAsync(Closed(3), region.Tula);
        Assert.Equal(first.Container.Digest, (await SubmitAsync(region, letter)).Container.Digest);
        Assert.Equal(ProblemCodes.RecipientClosed, await RefusedAsync(region, Letter(Government, [Efremov])));
    }

    [Fact]
    public async Task A_sealed_container_is_answered_as_it_was_whenever_it_comes_again()
    {
        var region = await OpenAsync();
        var first = await SubmitAsync(region, Letter(Government, [Efremov]) with { DeliverBy = Start.AddMinutes(2) });
        var container = await region.Tula.OctetsOfAsync(first.Container);
        region.Time.Advance(TimeSpan.FromMinutes(5));
        await TakeAsync(Closed(2), region.Tula);

        var again = Assert.IsType<AdmissionResult.Accepted>(await HandInAsync(region, [Government], container));
        Assert.True(again.Repeated);
        Assert.Equal(first.Container.Digest, again.Container.Digest);

        // Nobody else learns of it.
        Assert.IsType<AdmissionResult.NotTaken>(await HandInAsync(region, [Moscow], container));
        Assert.Single(await region.Tula.ReadAsync(journal => journal.AllContainers().ToList()));
    }

    [Fact]
    public async Task A_package_without_an_id_and_a_key_is_known_again_by_what_it_says()
    {
        var region = await OpenAsync();
        var letter = WithoutId(Letter(Government, [Efremov]));
        var first = await SubmitAsync(region, letter);
        var again = await SubmitAsync(region, letter);
        Assert.True(again.Repeated);
        Assert.Equal(first.Container.Digest, again.Container.Digest);

        // Other octets are another letter, and so are the same ones under a key.
        Assert.False((await SubmitAsync(region, WithoutId(Letter(Government, [Efremov], text: "another")))).Repeated);
        Assert.False((await SubmitAsync(region, letter with { IdempotencyKey = "once more" })).Repeated);
        Assert.Equal(3, await region.Tula.ReadAsync(journal => journal.AllContainers().Count()));
    }

    private static Submission WithoutId(Submission letter)
    {
        using var passport = letter.Files[0].Open();
        using var reader = new StreamReader(passport);
        var octets = Encoding.UTF8.GetBytes(Regex.Replace(reader.ReadToEnd(), "MessageID=\"[^\"]*\"", "MessageID=\"\""));
        return letter with { Files = [new PackageFile(letter.Files[0].Name, octets.Length, () => new MemoryStream(octets, writable: false)), .. letter.Files.Skip(1)] };
    }

    private static Task<AdmissionResult> HandInAsync(VirtualRegion region, IReadOnlyList<Guid> organisations, byte[] container) =>
        region.Tula.Gateway.Admission.SubmitContainerAsync(organisations, "test", null, new MemoryStream(container, writable: false), CancellationToken.None);

    private static async Task<AdmissionResult.Accepted> SubmitAsync(VirtualRegion region, Submission letter) =>
        Assert.IsType<AdmissionResult.Accepted>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));

    private static async Task<string> RefusedAsync(VirtualRegion region, Submission letter) =>
        Assert.IsType<AdmissionResult.NotTaken>(await region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None)).Problem.Code;

    private static byte[] Closed(long serial, params Guid[] successors) => Successor(
        serial, node => node, row => row.Id == Efremov ? row with { ValidTo = Start.AddHours(-1), Successors = successors } : row);
}
