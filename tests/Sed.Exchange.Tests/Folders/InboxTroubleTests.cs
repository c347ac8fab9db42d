using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Delivery;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Folders;

/// <summary>Inputs that are away, exchanged or full for a while, and a node that has forgotten what it laid there.</summary>
public sealed partial class InboxTroubleTests
{
    [Fact]
    public async Task A_share_that_is_away_for_a_moment_is_not_an_emptied_one()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { Look = TimeSpan.FromSeconds(30) });
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var lease = await LeaseAsync(stand, message);
        Directory.Move(stand.Place.Documents, stand.Place.Documents + ".away");
        Assert.Equal((0, 0), await stand.FillAsync(looks: 3));
        Directory.Move(stand.Place.Documents + ".away", stand.Place.Documents);

        for (var half = 0; half < 30; half++)
        {
            Assert.Equal((0, 0), await stand.FillAsync());
            await stand.Region.RunAsync(TimeSpan.Zero);
        }

        Assert.Equal(lease, await LeaseAsync(stand, message));
        Take(stand, message);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 2));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_share_that_comes_back_with_its_notes_is_given_nothing_twice(bool takenMeanwhile)
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var mark = Path.Combine(stand.Place.Documents, message.ToString(), "opened.by.its.reader");
        File.WriteAllText(mark, "x");
        await ExchangeUntilForgottenAsync(stand, _ => { });
        if (takenMeanwhile) Take(stand, message);

        Assert.Equal((0, takenMeanwhile ? 1 : 0), await stand.FillAsync(looks: 3));
        Assert.Equal(!takenMeanwhile, File.Exists(mark));
        Assert.Equal(takenMeanwhile ? DeliveryState.Collected : DeliveryState.Leased, await stand.InboxStateAsync(message));
        if (takenMeanwhile) return;

        Take(stand, message);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 3));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
    }

    [Fact]
    public async Task A_letter_does_not_take_the_name_of_another_one_that_came_back_with_its_share()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var mark = Path.Combine(stand.Place.Documents, message.ToString(), "opened.by.its.reader");
        File.WriteAllText(mark, "x");
        await ExchangeUntilForgottenAsync(stand, away =>
        {
            var note = Path.Combine(FolderPlace.Staging(away), message + ".json");
            File.WriteAllText(note, Container().Replace(File.ReadAllText(note), "sha-256:" + new string('0', 64)));
        });

        Assert.Equal((1, 0), await stand.FillAsync(looks: 3));
        Assert.True(File.Exists(mark));
        Assert.Equal(2, Directory.EnumerateFiles(stand.Place.Documents, "*.env").Count());
    }

    [Fact]
    public async Task An_input_that_is_missing_keeps_nothing_of_the_other_waiting()
    {
        using var stand = await FolderStand.OpenAsync();
        Directory.Delete(stand.Place.Reports);
        await stand.ReceiveAsync();

        Assert.Equal((1, 0), await stand.FillAsync());
    }

    [Fact]
    public async Task A_note_that_cannot_be_read_keeps_no_other_letter_waiting_and_its_own_is_laid_when_it_can()
    {
        using var stand = await FolderStand.OpenAsync();
        var own = await stand.ReceiveAsync();
        var other = await stand.ReceiveAsync();
        var obstacle = Directory.CreateDirectory(Path.Combine(FolderPlace.Staging(stand.Place.Documents), own + ".json")).FullName;

        Assert.Equal((1, 0), await stand.FillAsync(looks: 3));
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, other + ".env")));
        Take(stand, other);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 2));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(other));

        Directory.Delete(obstacle);
        Assert.Equal((1, 0), await stand.FillAsync(looks: 20));
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, own + ".env")));
    }

    [Fact]
    public async Task Documents_that_nobody_takes_keep_no_report_waiting()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { OfferedAtOnce = 1 });
        await stand.ReceiveAsync();
        var second = await stand.ReceiveAsync();
        Assert.Equal((1, 0), await stand.FillAsync(looks: 10));
        var document = VirtualMail.Document(VirtualRegion.Government, [VirtualRegion.Efremov], asked: null);
        await VirtualMail.SendAsync(stand.Region.Tula, document, VirtualRegion.Government);
        await stand.Region.RunAsync(TimeSpan.FromSeconds(1));
        var sent = await VirtualMail.SendAsync(stand.Region.EfremovNode, VirtualMail.Registration(document, VirtualRegion.Efremov), VirtualRegion.Efremov);
        await stand.Region.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 0), await stand.FillAsync(looks: 10));
        Assert.True(File.Exists(Path.Combine(stand.Place.Reports, sent.Container.MessageId + ".env")));
        Assert.Equal(DeliveryState.Waiting, await stand.InboxStateAsync(second));
    }

    [Fact]
    public async Task One_letter_that_cannot_be_laid_keeps_no_other_waiting_and_takes_up_no_place()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { OfferedAtOnce = 1 });
        var unlayable = await stand.ReceiveAsync();
        var obstacle = Obstruct(stand, unlayable);
        Assert.Equal((0, 0), await stand.FillAsync());

        var other = await stand.ReceiveAsync();
        Assert.Equal((1, 0), await stand.FillAsync());
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, other + ".env")));

        File.Delete(obstacle);
        Take(stand, other);
        Assert.Equal((1, 1), await stand.FillAsync(looks: 20));
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, unlayable + ".env")));
    }

    [Fact]
    public async Task What_cannot_be_laid_is_tried_less_and_less_often()
    {
        using var stand = await FolderStand.OpenAsync();
        Obstruct(stand, await stand.ReceiveAsync());
        var attempts = 0;
        stand.Region.Tula.Blobs.ReadFault = () =>
        {
            attempts++;
            return null;
        };

        Assert.Equal((0, 0), await stand.FillAsync(looks: 300));
        Assert.InRange(attempts, 2, 20);
    }

    [Fact]
    public async Task What_could_not_be_staged_wholly_is_taken_away_again()
    {
        using var stand = await FolderStand.OpenAsync();
        var sent = await stand.Region.EfremovNode.Gateway.Admission.SubmitAsync(LetterWithAName("CON.txt"), CancellationToken.None);
        var message = Assert.IsType<AdmissionResult.Accepted>(sent).Container.MessageId;
        await stand.Region.RunAsync(TimeSpan.FromSeconds(1));
        var staging = FolderPlace.Staging(stand.Place.Documents);

        // The line about replaced names is written between the files and their list: there the input fails.
        const int namesReplaced = 3025;
        var failing = new OnLine(namesReplaced, () => File.WriteAllText(Path.Combine(staging, message.ToString(), InstalledNames.ListName), "x"));
        var inbox = new Inbox(stand.Place, stand.Options, stand.Region.Tula.Gateway, stand.Region.Time, failing);
        Assert.Equal(0, (await inbox.LookAsync(CancellationToken.None)).Offered);

        Assert.True(failing.IsOver);
        Assert.Equal(Path.Combine(staging, message + ".json"), Assert.Single(Directory.EnumerateFileSystemEntries(staging)));
        Assert.Equal((1, 0), await stand.FillAsync());
    }

    [Fact]
    public void What_cannot_fit_is_not_begun()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        var shelf = new OfferShelf(folder.Path);

        shelf.DemandRoom(1);
        Assert.Throws<IOException>(() => shelf.DemandRoom(long.MaxValue));
    }

    [Fact]
    public async Task A_restored_node_collects_what_was_taken_from_inputs_that_were_full()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { OfferedAtOnce = 2 });
        Guid[] letters = [await stand.ReceiveAsync(), await stand.ReceiveAsync()];
        var backup = stand.Region.BackUp("tula");
        Assert.Equal((2, 0), await stand.FillAsync());

        await stand.Region.RestoreAsync(backup);
        await stand.Region.RunAsync(TimeSpan.FromMinutes(1));
        stand.Reopen();
        Assert.Equal((0, 0), await stand.FillAsync());
        foreach (var letter in letters) Take(stand, letter);

        Assert.Equal((0, 2), await stand.FillAsync(looks: 10));
        foreach (var letter in letters) Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(letter));
    }

    /// <summary>An empty folder lies in place of the share until its letters are forgotten and their leases have run out; then it comes back.</summary>
    private static async Task ExchangeUntilForgottenAsync(FolderStand stand, Action<string> meanwhile)
    {
        var away = stand.Place.Documents + ".unmounted";
        Directory.Move(stand.Place.Documents, away);
        Directory.CreateDirectory(stand.Place.Documents);
        await stand.FillAsync(looks: 2);
        await stand.Region.RunAsync(TimeSpan.FromMinutes(6));
        meanwhile(away);
        Directory.Delete(stand.Place.Documents, recursive: true);
        Directory.Move(away, stand.Place.Documents);
    }

    /// <summary>Puts a file where a letter's folder would be made ready.</summary>
    private static string Obstruct(FolderStand stand, Guid message)
    {
        var staging = Directory.CreateDirectory(FolderPlace.Staging(stand.Place.Documents)).FullName;
        var obstacle = Path.Combine(staging, message.ToString());
        File.WriteAllText(obstacle, "x");
        return obstacle;
    }

    private static Submission LetterWithAName(string name)
    {
        var letter = VirtualRegion.Letter(VirtualRegion.Efremov, [VirtualRegion.Government]);
        using var reader = new StreamReader(letter.Files[0].Open());
        var passport = Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("letter.pdf", name, StringComparison.Ordinal));
        PackageFile[] files = [new(letter.Files[0].Name, passport.Length, () => new MemoryStream(passport, writable: false)), letter.Files[1] with { Name = name }];
        return letter with { Files = files };
    }

    private static void Take(FolderStand stand, Guid message)
    {
        Directory.Delete(Path.Combine(stand.Place.Documents, message.ToString()), recursive: true);
        File.Delete(Path.Combine(stand.Place.Documents, message + ".env"));
    }

    private static Task<Guid?> LeaseAsync(FolderStand stand, Guid message) => stand.Region.Tula.ReadAsync(
        journal => journal.DeliveriesOf(message).Single(delivery => delivery.Lane == Lane.In).LeaseId);

    [GeneratedRegex("""(?<="container": ")[^"]*""")]
    private static partial Regex Container();

    /// <summary>Does something, once, where a certain line is written.</summary>
    private sealed class OnLine(int number, Action act) : ILogger
    {
        public bool IsOver { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsOver || eventId.Id != number) return;
            IsOver = true;
            act();
        }
    }
}
