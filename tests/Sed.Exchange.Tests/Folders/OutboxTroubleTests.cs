using Microsoft.Extensions.Logging.Abstractions;
using Sed.Exchange.Adapters.Folders;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Tests.Delivery;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Folders;

/// <summary>Pairs without an id, written anew or brought back at the wrong moment, one that cannot be taken among others that can, and a clock that jumps.</summary>
public sealed class OutboxTroubleTests
{
    private const string MessageId = "71000000000040008000000000000055";
    private const string Stamp = "2026.03.02_09-00";

    [Fact]
    public async Task A_crash_between_the_commit_and_the_move_sends_a_letter_without_an_id_once()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = ExportWithoutId(stand);
        Assert.Equal((1, 0), await stand.LookAsync());
        stand.BringBack(name);

        await stand.RestartAsync();
        await stand.LookAsync();

        Assert.Single(await stand.SentAsync());
        Assert.True(stand.IsTaken(name));
    }

    [Fact]
    public async Task Letters_without_an_id_under_two_names_are_two()
    {
        using var stand = await FolderStand.OpenAsync();
        ExportWithoutId(stand);
        ExportWithoutId(stand);

        Assert.Equal((2, 0), await stand.LookAsync());
        Assert.Equal(2, (await stand.SentAsync()).Count);
    }

    [Fact]
    public async Task A_pair_that_is_written_anew_while_it_is_sealed_is_not_put_away_unread()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export(messageId: MessageId);
        var blobs = stand.Region.Tula.Blobs;
        blobs.Fault = () =>
        {
            blobs.Fault = null;
            File.WriteAllText(Path.Combine(stand.Place.Out, name, "letter.pdf"), "%PDF-1.4 quite another letter");
            return null;
        };

        Assert.Equal((0, 0), await stand.LookAsync(looks: stand.Options.StableLooks));
        Assert.Single(await stand.SentAsync());
        Assert.False(stand.IsTaken(name));

        Assert.Equal((0, 1), await stand.LookAsync());
        Assert.Equal(ProblemCodes.IdempotencyConflict, stand.Error(name).GetProperty("code").GetString());
        Assert.Equal("%PDF-1.4 quite another letter", File.ReadAllText(Path.Combine(stand.Place.Errors, name, "letter.pdf")));
        Assert.Single(await stand.SentAsync());
    }

    [Fact]
    public async Task A_pair_that_is_touched_while_it_is_sealed_is_sent_once_and_put_away()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = stand.Export(messageId: MessageId);
        var blobs = stand.Region.Tula.Blobs;
        blobs.Fault = () =>
        {
            blobs.Fault = null;
            File.SetLastWriteTimeUtc(Path.Combine(stand.Place.Out, name, "letter.pdf"), new DateTime(2026, 3, 2, 5, 0, 0, DateTimeKind.Utc));
            return null;
        };

        Assert.Equal((1, 0), await stand.LookAsync(looks: 10));
        Assert.Single(await stand.SentAsync());
        Assert.True(stand.IsTaken(name));
    }

    [Fact]
    public async Task A_refused_pair_that_is_brought_back_in_two_steps_is_taken()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = await RefuseAsync(stand);
        Directory.Move(Path.Combine(stand.Place.Errors, name), Path.Combine(stand.Place.Out, name));

        Assert.Equal((0, 0), await stand.LookAsync(looks: 20));
        File.Delete(Path.Combine(stand.Place.Errors, name + ".env"));
        FolderStand.WriteEnv(Path.Combine(stand.Place.Out, name + ".env"), name);

        Assert.Equal((1, 0), await stand.LookAsync());
        Assert.True(stand.IsTaken(name));
    }

    [Fact]
    public async Task A_crash_between_the_two_moves_to_the_errors_is_finished_after_the_patience()
    {
        using var stand = await FolderStand.OpenAsync();
        var name = await RefuseAsync(stand);
        Directory.Move(Path.Combine(stand.Place.Errors, name), Path.Combine(stand.Place.Out, name));

        await stand.RestartAsync();
        Assert.Equal((0, 0), await stand.LookAsync(looks: 100));

        Assert.True(File.Exists(Path.Combine(stand.Place.Errors, name, "letter.pdf")));
        Assert.Equal(FolderCodes.EnvInvalid, stand.Error(name).GetProperty("code").GetString());
        Assert.False(Directory.Exists(Path.Combine(stand.Place.Out, name)));
    }

    [Fact]
    public async Task A_clock_that_jumps_ahead_deletes_nothing_of_what_was_taken()
    {
        using var stand = await FolderStand.OpenAsync();
        using var turns = new SemaphoreSlim(1);
        var name = stand.Export();
        await stand.LookAsync();
        stand.Region.Skews["tula"] = TimeSpan.FromDays(60);
        var clock = new SkewedClock(stand.Region.Time, () => TimeSpan.FromDays(60));
        var outbox = new Outbox(stand.Place, stand.Options, stand.Region.Tula.Gateway, turns, clock, NullLogger.Instance);

        await outbox.LookAsync(hinted: false, CancellationToken.None);

        Assert.True(stand.IsTaken(name));
    }

    [Fact]
    public async Task A_half_that_cannot_follow_keeps_no_other_pair_waiting()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var stand = await FolderStand.OpenAsync();
        var half = stand.Export(Stamp);

        // A folder cannot be renamed into itself: its .env goes there, and it stays.
        var inside = Directory.CreateDirectory(Path.Combine(stand.Place.Out, Stamp, half, "inside")).FullName;
        Directory.CreateSymbolicLink(stand.Place.Taken, inside);
        Assert.Equal((0, 0), await stand.LookAsync());
        Assert.True(File.Exists(Path.Combine(inside, "2026.03.02", half + ".env")));

        // After a start the others, which do not lie in a minute's folder, are found before it, and are ready when it fails.
        await stand.RestartAsync();
        string[] others = [stand.Export(), stand.Export()];
        Assert.Equal((2, 0), await stand.LookAsync());
        Assert.All(others, name => Assert.True(stand.IsTaken(name)));
        Assert.True(Directory.Exists(inside));

        File.Delete(stand.Place.Taken);
        Directory.Move(inside, stand.Place.Taken);
        Assert.Equal((0, 0), await stand.LookAsync(looks: 20));
        Assert.True(stand.IsTaken(half));
        Assert.Equal(3, (await stand.SentAsync()).Count);
    }

    [Fact]
    public async Task A_pair_that_never_fits_keeps_no_smaller_one_waiting()
    {
        using var stand = await FolderStand.OpenAsync();
        var large = stand.Export(text: "%PDF-1.4 " + new string('x', 1_000_000));
        var small = Enumerable.Range(0, 10).Select(_ => stand.Export(Stamp)).ToList();
        stand.Region.Tula.Blobs.Room = 100_000;

        Assert.Equal((10, 0), await stand.LookAsync(looks: 4));
        Assert.All(small, name => Assert.True(stand.IsTaken(name)));
        Assert.True(File.Exists(Path.Combine(stand.Place.Out, large + ".env")));

        stand.Region.Tula.Blobs.Room = long.MaxValue;
        Assert.Equal((1, 0), await stand.LookAsync(looks: 60));
    }

    [Fact]
    public async Task A_seal_that_has_ended_keeps_nobody_elses_letters_waiting()
    {
        using var stand = await FolderStand.OpenAsync();
        var next = new SealEntry(VirtualRegion.NewKey("the next seal of Moscow").Certificate, VirtualRegion.Start, null, HeldByNode: true);
        var directory = VirtualRegion.Successor(
            node => node,
            row => row.Id == VirtualRegion.Moscow ? row with { Seals = [row.Seals[0] with { To = VirtualRegion.Start.AddHours(1) }, next] } : row);
        await VirtualRegion.TakeAsync(directory, stand.Region.Tula);
        await stand.Region.RunAsync(TimeSpan.FromHours(2));
        var sealless = stand.Export(sender: VirtualRegion.Moscow);
        var others = Enumerable.Range(0, 10).Select(_ => stand.Export(Stamp)).ToList();

        Assert.Equal((10, 0), await stand.LookAsync(looks: 4));
        Assert.All(others, name => Assert.True(stand.IsTaken(name)));
        Assert.True(File.Exists(Path.Combine(stand.Place.Out, sealless + ".env")));
        Assert.False(Directory.Exists(stand.Place.Errors));
    }

    [Fact]
    public async Task A_pause_for_all_does_not_begin_the_looks_anew()
    {
        using var stand = await FolderStand.OpenAsync();
        for (var letter = 0; letter < 10; letter++) stand.Export();
        stand.Region.Tula.Blobs.Room = -1;
        Assert.Equal((0, 0), await stand.LookAsync(looks: stand.Options.StableLooks));

        stand.Region.Tula.Blobs.Room = long.MaxValue;
        stand.Region.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((10, 0), await stand.LookAsync(looks: 1));
    }

    private static string ExportWithoutId(FolderStand stand)
    {
        var name = stand.Export(messageId: MessageId);
        var passport = Path.Combine(stand.Place.Out, name, "DocInfo.xml");
        var text = File.ReadAllText(passport);
        var without = text.Replace($" MessageID=\"{MessageId}\"", " MessageID=\"\"", StringComparison.Ordinal);
        Assert.NotEqual(text, without);
        File.WriteAllText(passport, without);
        return name;
    }

    private static async Task<string> RefuseAsync(FolderStand stand)
    {
        var name = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, name + ".env"), "not XML");
        Assert.Equal((0, 1), await stand.LookAsync());
        return name;
    }
}
