namespace Sed.Exchange.Client.Wire;

/// <summary>
/// Writes a file that bears its name only when all of it is on the disk: what is found under a name, after a power cut too, is whole. Until then it has
/// another name, and what a process that died left under that one is written over.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes it.</summary>
    /// <param name="part">Its name until it is whole, in the same folder.</param>
    /// <param name="path">Its name.</param>
    /// <param name="overwrite">Whether what bears the name is replaced.</param>
    /// <param name="write">Writes the octets, and throws when they are not the right ones.</param>
    /// <exception cref="IOException">It cannot be written, is being written by somebody else, or its name is taken.</exception>
    public static async Task WriteAsync(string part, string path, bool overwrite, Func<FileStream, Task> write)
    {
        // What cannot be opened is somebody else's, and not deleted.
        var output = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            await using (output.ConfigureAwait(false))
            {
                await write(output).ConfigureAwait(false);
                DiskSync.OfFile(output);
            }

            File.Move(part, path, overwrite);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
