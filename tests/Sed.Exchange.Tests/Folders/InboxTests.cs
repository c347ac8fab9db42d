using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages.Sev;
using Sed.Exchange.Tests.Containers;
using Sed.Exchange.Tests.Delivery;

namespace Sed.Exchange.Tests.Folders;

public sealed class InboxTests
{
    [Fact]
    public async Task A_document_lies_as_Delo_reads_it()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();

        Assert.Equal((1, 0), await stand.FillAsync());

        var name = message.ToString("D");
        Assert.Equal("%PDF-1.4 a letter", File.ReadAllText(Path.Combine(stand.Place.Documents, name, "letter.pdf")));
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, name, "DocInfo.xml")));
        var octets = File.ReadAllBytes(Path.Combine(stand.Place.Documents, name + ".env"));
        Assert.Equal([0xEF, 0xBB, 0xBF], octets[..3]);
        var envelop = SevEnvelopXml.Read(octets).Envelop!;
        Assert.Equal(name, envelop.MessageDir);
        Assert.Equal("№ 1-2/3 от 02.03.2026", envelop.Subject);
        Assert.Equal(string.Empty, envelop.Body);
        Assert.NotNull(envelop.ReceiptDate);
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));
    }

    [Fact]
    public async Task Gone_at_two_looks_is_collected_and_nothing_is_left_behind()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        Take(stand, message);

        var first = await stand.FillAsync();
        var second = await stand.FillAsync();

        Assert.Equal(((0, 0), (0, 1)), (first, second));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
        Assert.Empty(Directory.EnumerateFileSystemEntries(FolderPlace.Staging(stand.Place.Documents)));
    }

    [Fact]
    public async Task An_id_that_two_senders_use_is_two_letters()
    {
        using var stand = await FolderStand.OpenAsync();
        var (octets, id) = await SealedByMoscowAsync(stand);
        var message = await stand.ReceiveAsync();
        var forged = Forgery.SealWithEnvelope(octets, VirtualRegion.SealOf(VirtualRegion.Moscow), id.ToString(), message.ToString());
        var twin = Assert.IsType<AdmissionResult.Accepted>(await stand.Region.Tula.Gateway.Admission.SubmitContainerAsync(
            [VirtualRegion.Moscow], "test", null, new MemoryStream(forged), CancellationToken.None)).Container.Digest;

        Assert.Equal((2, 0), await stand.FillAsync());

        var folders = Directory.GetDirectories(stand.Place.Documents).Where(folder => Path.GetFileName(folder) != ".sedx").ToList();
        Assert.Contains(Path.Combine(stand.Place.Documents, message.ToString("D")), folders);
        Assert.Equal(
            ["%PDF-1.4 a letter", "%PDF-1.4 another"], folders.Select(folder => File.ReadAllText(Path.Combine(folder, "letter.pdf"))).Order(StringComparer.Ordinal));

        // After a restart each is known again, and each is collected by its own going.
        await stand.RestartAsync();
        Assert.Equal((0, 0), await stand.FillAsync());
        Take(stand, message);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 3));
        var states = await stand.Region.Tula.ReadAsync(journal => journal.DeliveriesOf(message).Where(delivery => delivery.Lane == Lane.In).ToList());
        Assert.Equal(
            [DeliveryState.Collected, DeliveryState.Leased], states.OrderBy(delivery => delivery.Sender == VirtualRegion.Moscow).Select(delivery => delivery.State));
        Assert.Equal(twin, states.Single(delivery => delivery.State == DeliveryState.Leased).Container);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[{}, null]")]
    [InlineData("7")]
    public async Task A_note_that_the_node_did_not_write_so_is_none(string deliveries)
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var note = Path.Combine(FolderPlace.Staging(stand.Place.Documents), message.ToString("D") + ".json");
        File.WriteAllText(note, $$"""{ "name": "{{message}}", "messageId": "{{message}}", "container": "x", "isOffered": true, "at": "2026-03-02T06:00:00Z", "deliveries": {{deliveries}} }""");
        await stand.RestartAsync();
        stand.Region.Time.Advance(stand.Options.Lease);

        await stand.FillAsync(looks: 3);
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));
    }

    [Fact]
    public async Task A_link_where_the_node_makes_ready_is_not_written_through()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        var key = Path.Combine(stand.Root, "node.key");
        File.WriteAllText(key, "a key");
        var written = File.GetLastWriteTimeUtc(key);
        var staging = FolderPlace.Staging(stand.Place.Documents);
        Directory.CreateDirectory(staging);
        File.CreateSymbolicLink(Path.Combine(staging, message.ToString("D") + ".json.part"), key);
        File.CreateSymbolicLink(Path.Combine(staging, message.ToString("D") + ".env"), key);

        Assert.Equal((1, 0), await stand.FillAsync(looks: 3));
        Assert.Equal(("a key", written), (File.ReadAllText(key), File.GetLastWriteTimeUtc(key)));
    }

    [Fact]
    public async Task A_staging_folder_that_leads_elsewhere_is_not_used()
    {
        using var stand = await FolderStand.OpenAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(stand.Root, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(FolderPlace.Staging(stand.Place.Documents), elsewhere);
        await stand.ReceiveAsync();

        Assert.Equal((0, 0), await stand.FillAsync(looks: 10));
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
        Assert.Empty(Directory.EnumerateFiles(stand.Place.Documents));
    }

    [Fact]
    public async Task An_env_that_comes_back_was_not_taken()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var env = Path.Combine(stand.Place.Documents, message + ".env");
        File.Move(env, env + ".working");
        await stand.FillAsync();
        File.Move(env + ".working", env);

        Assert.Equal((0, 0), await stand.FillAsync(looks: 10));
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));
    }

    [Fact]
    public async Task A_folder_that_outlives_its_env_counts_as_taken_after_the_patience()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        File.Delete(Path.Combine(stand.Place.Documents, message + ".env"));

        Assert.Equal((0, 0), await stand.FillAsync(looks: 30));
        Assert.Equal((0, 1), await stand.FillAsync(looks: 60));
        Assert.True(Directory.Exists(Path.Combine(stand.Place.Documents, message.ToString())));
    }

    [Fact]
    public async Task An_emptied_or_exchanged_share_is_not_a_collected_one()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        Directory.Move(stand.Place.Documents, stand.Place.Documents + ".unmounted");
        Directory.CreateDirectory(stand.Place.Documents);

        await stand.FillAsync(looks: 10);
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));

        // Its lease runs out, and it is laid there again.
        await stand.Region.RunAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await stand.FillAsync(looks: 2)).Offered);
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, message + ".env")));
    }

    [Fact]
    public async Task A_message_that_lies_for_hours_stays_leased_and_is_laid_once()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { Look = TimeSpan.FromSeconds(30) });
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var lease = await LeaseAsync(stand, message);
        for (var half = 0; half < 120; half++)
        {
            Assert.Equal((0, 0), await stand.FillAsync());
            await stand.Region.RunAsync(TimeSpan.Zero);
        }

        Assert.Equal(lease, await LeaseAsync(stand, message));
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));
        Take(stand, message);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 2));
    }

    [Theory]
    [InlineData("note")]
    [InlineData("staged")]
    [InlineData("offered")]
    [InlineData("folder")]
    public async Task A_death_before_the_env_is_shown_lays_it_once(string died)
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        UndoTo(stand, message, died);

        await stand.RestartAsync();
        Assert.Equal((1, 0), await stand.FillAsync());

        Assert.Equal("%PDF-1.4 a letter", File.ReadAllText(Path.Combine(stand.Place.Documents, message.ToString(), "letter.pdf")));
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, message + ".env")));
        Take(stand, message);
        Assert.Equal((0, 1), await stand.FillAsync(looks: 2));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
    }

    [Fact]
    public async Task What_was_taken_while_the_node_was_dead_is_collected_and_not_laid_again()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        await stand.RestartAsync();
        Take(stand, message);

        // Long enough for the lease to run out.
        stand.Region.Time.Advance(TimeSpan.FromMinutes(20));
        await stand.Region.RunAsync(TimeSpan.FromSeconds(1));
        var done = await stand.FillAsync(looks: 3);

        Assert.Equal((0, 1), done);
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
        Assert.False(File.Exists(Path.Combine(stand.Place.Documents, message + ".env")));
    }

    [Fact]
    public async Task A_death_after_collected_and_before_the_note_is_forgotten_changes_nothing()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync();
        await stand.FillAsync();
        var note = Path.Combine(FolderPlace.Staging(stand.Place.Documents), message + ".json");
        var octets = File.ReadAllBytes(note);
        Take(stand, message);
        await stand.FillAsync(looks: 2);
        File.WriteAllBytes(note, octets);

        await stand.RestartAsync();
        await stand.FillAsync(looks: 3);

        Assert.False(File.Exists(note));
        Assert.Equal(1, await stand.Region.Tula.ReadAsync(journal => journal.ReceiptsOf(message).Count(receipt => receipt.Kind == ReceiptKind.Collected)));
    }

    [Fact]
    public async Task One_installation_that_speaks_for_two_organisations_gets_one_copy_and_both_are_collected()
    {
        using var stand = await FolderStand.OpenAsync();
        var message = await stand.ReceiveAsync(VirtualRegion.Government, VirtualRegion.Moscow);

        Assert.Equal((1, 0), await stand.FillAsync());
        Assert.Single(Directory.EnumerateFiles(stand.Place.Documents, "*.env"));
        Take(stand, message);
        await stand.FillAsync(looks: 2);

        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message, VirtualRegion.Moscow));
    }

    [Fact]
    public async Task A_letter_for_two_organisations_behind_a_backlog_of_one_lies_there_once_and_both_are_collected()
    {
        using var stand = await FolderStand.OpenAsync();
        for (var letter = 0; letter < 100; letter++) await VirtualRegion.SendAsync(stand.Region.Tula, VirtualRegion.Moscow, [VirtualRegion.Government]);
        var message = await stand.ReceiveAsync(VirtualRegion.Government, VirtualRegion.Moscow);

        var first = await stand.FillAsync();
        Assert.True(File.Exists(Path.Combine(stand.Place.Documents, message + ".env")));
        Take(stand, message);
        var rest = await stand.FillAsync(looks: 10);

        Assert.Equal((101, 1), (first.Offered + rest.Offered, first.Collected + rest.Collected));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message));
        Assert.Equal(DeliveryState.Collected, await stand.InboxStateAsync(message, VirtualRegion.Moscow));
    }

    [Fact]
    public async Task No_more_lies_there_at_once_than_the_limit()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { OfferedAtOnce = 2 });
        for (var letter = 0; letter < 5; letter++) await stand.ReceiveAsync();

        await stand.FillAsync(looks: 5);

        Assert.Equal(2, Directory.EnumerateFiles(stand.Place.Documents, "*.env").Count());
        foreach (var env in Directory.EnumerateFiles(stand.Place.Documents, "*.env").ToList()) Take(stand, Guid.Parse(Path.GetFileNameWithoutExtension(env)));
        await stand.FillAsync(looks: 3);
        Assert.Equal(2, Directory.EnumerateFiles(stand.Place.Documents, "*.env").Count());
    }

    [Fact]
    public async Task An_input_that_is_away_is_tried_again()
    {
        using var stand = await FolderStand.OpenAsync();
        await stand.FillAsync();
        var message = await stand.ReceiveAsync();
        Directory.Move(stand.Place.Documents, stand.Place.Documents + ".away");

        Assert.Equal((0, 0), await stand.FillAsync(looks: 3));
        Directory.Move(stand.Place.Documents + ".away", stand.Place.Documents);
        Assert.Equal((1, 0), await stand.FillAsync(looks: 8));
        Assert.Equal(DeliveryState.Leased, await stand.InboxStateAsync(message));
    }

    [Theory]
    [InlineData("Письмо[1].pdf", "Письмо[1].pdf")]
    [InlineData("a:b.pdf", "f0000.pdf")]
    [InlineData("CON.txt", "f0000.txt")]
    [InlineData("кончается точкой.", "f0000")]
    [InlineData("sedx-names.txt", "f0000.txt")]
    public void A_name_that_the_disk_cannot_have_is_replaced(string name, string onDisk) => Assert.Equal([onDisk], InstalledNames.For([name]));

    [Fact]
    public void Names_of_another_case_do_not_meet_and_the_list_says_which_is_which()
    {
        string[] names = ["letter.pdf", "LETTER.pdf", new string('я', 200) + ".pdf"];

        var onDisk = InstalledNames.For(names);

        Assert.Equal(["letter.pdf", "f0001.pdf", "f0002.pdf"], onDisk);
        var list = System.Text.Encoding.UTF8.GetString(InstalledNames.ListOf(names, onDisk)!);
        Assert.Contains("f0001.pdf\tLETTER.pdf", list, StringComparison.Ordinal);
    }

    private static void Take(FolderStand stand, Guid message)
    {
        Directory.Delete(Path.Combine(stand.Place.Documents, message.ToString()), recursive: true);
        File.Delete(Path.Combine(stand.Place.Documents, message + ".env"));
    }

    private static Task<Guid?> LeaseAsync(FolderStand stand, Guid message) => stand.Region.Tula.ReadAsync(
        journal => journal.DeliveriesOf(message).Single(delivery => delivery.Lane == Lane.In).LeaseId);

    // What a process leaves that dies earlier than the one before it did.
    private static void UndoTo(FolderStand stand, Guid message, string died)
    {
        var staging = FolderPlace.Staging(stand.Place.Documents);
        File.Move(Path.Combine(stand.Place.Documents, message + ".env"), Path.Combine(staging, message + ".env"));
        if (died == "folder") return;
        Directory.Move(Path.Combine(stand.Place.Documents, message.ToString()), Path.Combine(staging, message.ToString()));
        if (died == "offered") return;
        var note = Path.Combine(staging, message + ".json");
        File.WriteAllText(note, File.ReadAllText(note).Replace("\"isOffered\": true", "\"isOffered\": false", StringComparison.Ordinal));
        if (died == "staged") return;
        File.Delete(Path.Combine(staging, message + ".env"));
        File.WriteAllText(Path.Combine(staging, message.ToString(), "letter.pdf"), "half");
    }

    // A letter of another sender, taken already: its octets, to be sealed again under the id of a letter that it saw.
    private static async Task<(byte[] Octets, Guid Id)> SealedByMoscowAsync(FolderStand stand)
    {
        var letter = VirtualRegion.Letter(VirtualRegion.Moscow, [VirtualRegion.Government], text: "%PDF-1.4 another");
        var own = Assert.IsType<AdmissionResult.Accepted>(await stand.Region.Tula.Gateway.Admission.SubmitAsync(letter, CancellationToken.None));
        await using var blob = await stand.Region.Tula.Blobs.OpenAsync(own.Container.Blob, CancellationToken.None);
        var octets = new byte[blob.Length];
        await blob.ReadExactlyAsync(octets);
        Assert.Single(await stand.Region.Tula.TakeAllAsync(VirtualRegion.Government));
        return (octets, own.Container.MessageId);
    }
}
