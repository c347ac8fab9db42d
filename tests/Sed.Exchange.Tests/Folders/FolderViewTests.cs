using Sed.Exchange.Adapters.Folders;

namespace Sed.Exchange.Tests.Folders;

public sealed class FolderViewTests
{
    [Fact]
    public async Task Shows_what_waits_what_was_refused_and_what_lies_there()
    {
        using var stand = await FolderStand.OpenAsync();
        stand.Export(text: "whole");
        var refused = stand.Export();
        File.WriteAllText(Path.Combine(stand.Place.Out, refused + ".env"), "not XML");
        await stand.LookAsync();
        var waits = stand.Export(stamp: "2026.03.02_09-00");
        var written = new DateTime(2026, 3, 2, 5, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(stand.Place.Out, "2026.03.02_09-00", waits + ".env"), written);
        stand.Export(withEnv: false);
        await stand.ReceiveAsync();
        await stand.FillAsync();

        var view = FolderView.Of(stand.Place);

        Assert.Equal((2, 1, 1), (view.Waiting, view.Errors, view.Lying));
        Assert.Equal(new DateTimeOffset(written), view.WaitingSince);
        Assert.NotNull(view.LyingSince);
        Assert.True(Directory.Exists(Path.Combine(stand.Place.Out, "2026.03.02_09-00")));
    }

    [Fact]
    public async Task What_was_put_right_is_no_error_any_more_though_its_reason_is_left()
    {
        using var stand = await FolderStand.OpenAsync();
        string[] refused = [stand.Export(), stand.Export()];
        foreach (var name in refused) File.WriteAllText(Path.Combine(stand.Place.Out, name + ".env"), "not XML");
        await stand.LookAsync();
        Assert.Equal(2, FolderView.Of(stand.Place).Errors);

        Directory.Move(Path.Combine(stand.Place.Errors, refused[0]), Path.Combine(stand.Root, refused[0]));
        Assert.Equal(2, FolderView.Of(stand.Place).Errors);
        File.Delete(Path.Combine(stand.Place.Errors, refused[0] + ".env"));
        Assert.Equal(1, FolderView.Of(stand.Place).Errors);
        Assert.True(File.Exists(Path.Combine(stand.Place.Errors, refused[0] + ErrorFile.JsonSuffix)));
    }

    [Fact]
    public async Task Says_that_a_folder_is_away()
    {
        using var stand = await FolderStand.OpenAsync();
        Directory.Delete(stand.Place.Reports);

        Assert.Throws<DirectoryNotFoundException>(() => FolderView.Of(stand.Place));
    }
}
