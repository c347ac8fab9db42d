using System.Diagnostics;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Packages;
using Sed.Exchange.Tests.Delivery;

namespace Sed.Exchange.Tests.Folders;

public sealed class OutboxTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2026.03.02_09-00")]
    public async Task A_pair_that_several_looks_saw_the_same_is_sent_and_put_away(string? stamp)
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export(stamp);

        var before = await stand.LookAsync(looks: stand.Options.StableLooks - 1);
        var then = await stand.LookAsync(looks: 1);

        Assert.Equal((0, 0), before);
        Assert.Equal((1, 0), then);
        var sent = Assert.Single(await stand.SentAsync());
        Assert.Equal(name, sent.ClientReference);
        Assert.True(stand.IsTaken(name));
        await stand.Region.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(DeliveryState.Delivered, await stand.Region.Tula.StateAsync(sent.MessageId, VirtualRegion.Efremov));
    }

    [Fact]
    public async Task What_grows_is_left_alone_until_it_stops()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        for (var look = 0; look < 10; look++)
        {
            File.AppendAllText(Path.Combine(stand.Place.Out, name, "letter.pdf"), "more");
            Assert.Equal((0, 0), await stand.LookAsync(looks: 1));
        }

        Assert.Equal((1, 0), await stand.LookAsync());
        Assert.Single(await stand.SentAsync());
    }

    [Fact]
    public async Task Listed_files_that_come_later_are_waited_for()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        var letter = Path.Combine(stand.Place.Out, name, "letter.pdf");
        File.Move(letter, letter + ".away");
        File.Move(letter + ".away", Path.Combine(stand.Root, "letter.pdf"));

        Assert.Equal((0, 0), await stand.LookAsync(looks: 20));
        File.Move(Path.Combine(stand.Root, "letter.pdf"), letter);

        Assert.Equal((1, 0), await stand.LookAsync(looks: 20));
    }

    [Fact]
    public async Task A_listed_file_that_never_comes_is_an_error_with_cause_and_remedy_and_nothing_is_lost()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        File.Delete(Path.Combine(stand.Place.Out, name, "letter.pdf"));

        var looked = await stand.LookAsync(looks: 100);

        Assert.Equal((0, 1), looked);
        Assert.Equal(ProblemCodes.PackageInvalid, stand.Error(name).GetProperty("code").GetString());
        Assert.Equal("SEDX-LISTED_FILE_MISSING", stand.Error(name).GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Contains("Что делать:", stand.ErrorText(name), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(stand.Place.Errors, name, "DocInfo.xml")));
        Assert.True(File.Exists(Path.Combine(stand.Place.Errors, name + ".env")));
        Assert.Empty(Directory.EnumerateFiles(stand.Place.Out));
    }

    [Fact]
    public async Task A_crash_between_the_commit_and_the_move_sends_once()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export(messageId: "71000000000040008000000000000099");
        await stand.LookAsync();
        stand.BringBack(name);

        await stand.RestartAsync();
        await stand.LookAsync();

        Assert.Single(await stand.SentAsync());
        Assert.True(stand.IsTaken(name));
    }

    [Fact]
    public async Task A_crash_between_the_two_moves_is_finished_and_sends_once()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        await stand.LookAsync();
        Directory.Move(Path.Combine(stand.Place.Taken, "2026.03.02", name), Path.Combine(stand.Place.Out, name));

        await stand.RestartAsync();
        var looked = await stand.LookAsync(looks: 100);

        Assert.Equal((0, 0), looked);
        Assert.Single(await stand.SentAsync());
        Assert.True(stand.IsTaken(name));
        Assert.False(Directory.Exists(stand.Place.Errors));
    }

    [Fact]
    public async Task The_same_message_exported_again_under_another_name_is_recognised_and_says_so()
    {
        using var stand = await FolderStand.OpenAsync();
        stand.Export(stamp: "2026.03.02_09-00", messageId: "71000000000040008000000000000077");
        await stand.LookAsync();

        var again = stand.Export(stamp: "2026.03.02_09-05", messageId: "71000000000040008000000000000077");
        await stand.LookAsync();

        var sent = Assert.Single(await stand.SentAsync());
        var note = File.ReadAllText(Path.Combine(stand.Place.Taken, "2026.03.02", again + RepeatedNote.Suffix));
        Assert.Contains(sent.MessageId.ToString(), note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_in_two_stamps_is_put_away_twice()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export(stamp: "2026.03.02_09-00");
        stand.Export(stamp: "2026.03.02_09-05", name: name);

        Assert.Equal((2, 0), await stand.LookAsync());

        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(stand.Place.Taken, "2026.03.02"), "*.env").Count());
        Assert.Equal(2, Directory.EnumerateDirectories(Path.Combine(stand.Place.Taken, "2026.03.02")).Count());
    }

    [Fact]
    public async Task Half_a_pair_is_an_error_after_the_patience_and_not_before()
    {
        using var stand = await FolderStand.OpenAsync();
        var withoutEnv = stand.Export(withEnv: false);
        var withoutFolder = Guid.NewGuid().ToString("N");
        FolderStand.WriteEnv(Path.Combine(stand.Place.Out, withoutFolder + ".env"), withoutFolder);

        Assert.Equal((0, 0), await stand.LookAsync(looks: 30));
        Assert.Equal((0, 2), await stand.LookAsync(looks: 60));

        Assert.Equal(FolderCodes.NoEnv, stand.Error(withoutEnv).GetProperty("code").GetString());
        Assert.Equal(FolderCodes.NoFolder, stand.Error(withoutFolder).GetProperty("code").GetString());
        Assert.True(File.Exists(Path.Combine(stand.Place.Errors, withoutEnv, "letter.pdf")));
    }

    [Fact]
    public async Task The_half_that_was_waited_for_is_seen_at_once()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { Patience = TimeSpan.FromHours(1) });
        var name = stand.Export(withEnv: false);
        Assert.Equal((0, 0), await stand.LookAsync(looks: 300));

        FolderStand.WriteEnv(Path.Combine(stand.Place.Out, name + ".env"), name);

        Assert.Equal((1, 0), await stand.LookAsync());
    }

    [Fact]
    public async Task A_defect_of_ours_is_the_trouble_of_one_pair()
    {
        using var stand = await FolderStand.OpenAsync();
        stand.Export();
        stand.Region.Tula.Blobs.Fault = () => throw new InvalidOperationException("a defect");

        Assert.Equal((0, 0), await stand.LookAsync());
        stand.Region.Tula.Blobs.Fault = null;
        Assert.Equal((1, 0), await stand.LookAsync(looks: 200));
    }

    [Fact]
    public async Task Links_devices_and_second_names_are_not_opened()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var stand = await FolderStand.OpenAsync();
        var secret = Path.Combine(stand.Root, "secret");
        File.WriteAllText(secret, "key");
        Directory.CreateDirectory(Path.Combine(stand.Root, "elsewhere"));
        var symbolic = stand.Export();
        File.CreateSymbolicLink(Path.Combine(stand.Place.Out, symbolic, "extra.pdf"), secret);
        var hard = stand.Export();
        Run("ln", secret, Path.Combine(stand.Place.Out, hard, "extra.pdf"));
        var pipe = stand.Export();
        Run("mkfifo", Path.Combine(stand.Place.Out, pipe, "extra.pdf"));
        var folder = Guid.NewGuid().ToString("D");
        Directory.CreateSymbolicLink(Path.Combine(stand.Place.Out, folder), Path.Combine(stand.Root, "elsewhere"));
        FolderStand.WriteEnv(Path.Combine(stand.Place.Out, folder + ".env"), folder);
        var env = stand.Export(withEnv: false);
        FolderStand.WriteEnv(Path.Combine(stand.Root, "other.env"), env);
        File.CreateSymbolicLink(Path.Combine(stand.Place.Out, env + ".env"), Path.Combine(stand.Root, "other.env"));
        Directory.CreateSymbolicLink(Path.Combine(stand.Place.Out, "2026.03.02_10-00"), Path.Combine(stand.Root, "elsewhere"));

        var looked = await stand.LookAsync();

        Assert.Equal((0, 5), looked);
        Assert.All((string[])[symbolic, hard, pipe, folder, env], name => Assert.Equal(FolderCodes.Link, stand.Error(name).GetProperty("code").GetString()));
        Assert.Empty(await stand.SentAsync());
        Assert.Equal("key", File.ReadAllText(secret));
    }

    [Fact]
    public async Task An_envelope_that_is_none_or_another_pairs_or_hostile_is_an_error()
    {
        using var stand = await FolderStand.OpenAsync();
        var rubbish = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, rubbish + ".env"), "not XML");
        var dtd = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, dtd + ".env"), "<!DOCTYPE Envelop [<!ENTITY a \"b\">]><Envelop>&a;</Envelop>");
        var huge = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, huge + ".env"), $"<Envelop><Body>{new string(' ', 100_000)}</Body></Envelop>");
        var others = stand.Export();
        FolderStand.WriteEnv(Path.Combine(stand.Place.Out, others + ".env"), Guid.NewGuid().ToString("D"));

        Assert.Equal((0, 4), await stand.LookAsync());

        Assert.All((string[])[rubbish, dtd, huge], name => Assert.Equal(FolderCodes.EnvInvalid, stand.Error(name).GetProperty("code").GetString()));
        Assert.Equal(
            ["SEDX-PASSPORT_MALFORMED", "SEDX-PASSPORT_DTD"],
            new[] { rubbish, dtd }.Select(name => stand.Error(name).GetProperty("findings")[0].GetProperty("code").GetString()));
        Assert.Equal(FolderCodes.EnvOther, stand.Error(others).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Too_many_files_unfinished_ones_and_names_that_cannot_be_carried_are_errors()
    {
        using var stand = await FolderStand.OpenAsync(new FolderOptions { Package = PackageLimits.Default with { Files = 4 } });
        var many = stand.Export();
        for (var file = 0; file < 3; file++) File.WriteAllText(Path.Combine(stand.Place.Out, many, $"{file}.pdf"), "x");
        var unfinished = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, unfinished, "letter.pdf.part"), "x");
        var name = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, name, "\uFFFE.pdf"), "x");

        Assert.Equal((0, 2), await stand.LookAsync());
        Assert.Equal((0, 1), await stand.LookAsync(looks: 100));

        Assert.Equal(FolderCodes.TooManyFiles, stand.Error(many).GetProperty("code").GetString());
        Assert.Equal(FolderCodes.Unfinished, stand.Error(unfinished).GetProperty("code").GetString());
        Assert.Equal(FolderCodes.FileName, stand.Error(name).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_a_passport_does_not_list_travels_along_and_subfolders_do_not()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, name, "Thumbs.db"), "x");
        Directory.CreateDirectory(Path.Combine(stand.Place.Out, name, "sub"));
        File.WriteAllText(Path.Combine(stand.Place.Out, name, "sub", "x.pdf"), "x");

        Assert.Equal((1, 0), await stand.LookAsync());

        Assert.True(File.Exists(Path.Combine(stand.Place.Taken, "2026.03.02", name, "sub", "x.pdf")));
    }

    [Fact]
    public async Task Another_case_of_letters_is_the_same_pair()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        File.Move(Path.Combine(stand.Place.Out, name + ".env"), Path.Combine(stand.Place.Out, name.ToUpperInvariant() + ".ENV"));

        Assert.Equal((1, 0), await stand.LookAsync());
    }

    [Fact]
    public async Task What_the_outbox_holds_besides_pairs_is_left_alone()
    {
        using var stand = await FolderStand.OpenAsync();
        File.WriteAllText(Path.Combine(stand.Place.Out, "readme.env"), "x");
        File.WriteAllText(Path.Combine(stand.Place.Out, "..env"), "x");
        Directory.CreateDirectory(Path.Combine(stand.Place.Out, "private", "2026.03.02_09-00"));

        Assert.Equal((0, 0), await stand.LookAsync(looks: 100));

        Assert.True(File.Exists(Path.Combine(stand.Place.Out, "readme.env")));
        Assert.False(Directory.Exists(stand.Place.Errors));
    }

    [Fact]
    public async Task A_full_store_postpones_and_nothing_moves()
    {
        using var stand = await FolderStand.OpenAsync();
        stand.Export();
        stand.Region.Tula.Blobs.Room = 0;

        Assert.Equal((0, 0), await stand.LookAsync(looks: 10));
        stand.Region.Tula.Blobs.Room = long.MaxValue;
        Assert.Equal((1, 0), await stand.LookAsync(looks: 60));
    }

    [Fact]
    public async Task A_store_that_fails_for_good_is_no_reason_to_touch_the_pair()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        stand.Region.Tula.Blobs.Fault = () => new BlobException("EIO", isTransient: false);

        await Assert.ThrowsAsync<BlobException>(() => stand.LookAsync());

        Assert.True(File.Exists(Path.Combine(stand.Place.Out, name + ".env")));
        Assert.False(Directory.Exists(stand.Place.Errors));
    }

    [Fact]
    public async Task A_full_destination_delays_its_own_pairs_only()
    {
        using var stand = await FolderStand.OpenAsync(delivery: new DeliveryOptions { QueueBytesPerDestination = 1 });
        var far = stand.Export();
        var near = stand.Export(to: VirtualRegion.Moscow);

        Assert.Equal((1, 0), await stand.LookAsync());

        Assert.True(stand.IsTaken(near));
        Assert.True(Directory.Exists(Path.Combine(stand.Place.Out, far)));
    }

    [Fact]
    public async Task Old_days_of_taken_pairs_and_empty_stamps_are_cleared()
    {
        using var stand = await FolderStand.OpenAsync();
        stand.Export(stamp: "2026.03.02_06-00");
        await stand.LookAsync();
        stand.Region.Time.Advance(TimeSpan.FromDays(32));

        await stand.LookAsync(looks: 2);

        Assert.Empty(Directory.EnumerateFileSystemEntries(stand.Place.Taken));
        Assert.False(Directory.Exists(Path.Combine(stand.Place.Out, "2026.03.02_06-00")));
    }

    [Fact]
    public async Task Old_mail_that_cannot_be_deleted_keeps_no_new_mail_waiting()
    {
        using var stand = await FolderStand.OpenAsync();
        Directory.CreateDirectory(stand.Place.Taken);

        // A link in place of a day: deleting it recursively is refused by the system, or takes away the link alone.
        var kept = Path.Combine(stand.Root, "kept");
        Directory.CreateDirectory(kept);
        File.WriteAllText(Path.Combine(kept, "mail"), "x");
        Directory.CreateSymbolicLink(Path.Combine(stand.Place.Taken, "2020.01.01"), kept);
        stand.Export();

        Assert.Equal((1, 0), await stand.LookAsync());
        Assert.True(File.Exists(Path.Combine(kept, "mail")));
    }

    [Fact]
    public async Task A_file_replaced_while_it_is_read_is_not_sealed()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export();
        var pair = new WaitingPair(null, name);
        using var content = PairContent.Open(stand.Place, pair, stand.Options);
        var letter = content.Files.Single(file => file.Name == "letter.pdf");
        using var stream = letter.Open();
        stream.ReadByte();
        File.AppendAllText(Path.Combine(stand.Place.Out, name, "letter.pdf"), "more");

        Assert.Throws<PairChangedException>(() => stream.CopyTo(Stream.Null));
        Assert.Throws<PairChangedException>(() => letter.Open());
        Assert.True(content.HasChanged);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
