using Sed.Exchange.Adapters.Files;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Blobs;

/// <summary>One node, one data folder.</summary>
public sealed class NodeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_made_for_its_owner_alone()
    {
        using var data = NodeFolder.Take(_folder.File("a/b"));

        Assert.Equal(_folder.File("a/b"), data.Path);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.Path, "lock")));
    }

    [Fact]
    public void A_second_holder_is_told_who_has_it_and_what_to_do()
    {
        using (NodeFolder.Take(_folder.Path))
        {
            var refusal = Assert.Throws<NodeFolderException>(() => NodeFolder.Take(_folder.Path));
            Assert.Contains($"process {Environment.ProcessId}.", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Stop that node", refusal.Message, StringComparison.Ordinal);
        }

        NodeFolder.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void What_cannot_be_a_folder_is_said_so()
    {
        File.WriteAllText(_folder.File("file"), "x");
        Assert.Throws<NodeFolderException>(() => NodeFolder.Take(_folder.File("file/data")));
    }
}
