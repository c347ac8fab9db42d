using Sed.Exchange.Adapters.Files;

namespace Sed.Exchange.Node.Region;

/// <summary>Writes files that only their owner may read (0600), durably: a key that is in a directory must not be lost.</summary>
internal static class SecretFile
{
    public static void Write(string path, byte[] content)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
        using (var file = new FileStream(path, DurableFiles.Private(FileMode.CreateNew)))
        {
            file.Write(content);
            file.Flush();
            DurableFiles.Sync(file.SafeFileHandle);
        }

        DurableFiles.SyncFolder(Path.GetDirectoryName(path)!);
    }
}
