using System.Security.Cryptography;

namespace Sed.Exchange.Client.Wire;

/// <summary>Writes files of a package into a folder. Names come from outside: one that could leave the folder is not written.</summary>
internal static class InboundFolder
{
    private const string Sha256 = "sha-256:";

    public static async Task<string> WriteAsync(string folder, InboundFile file, Stream content, CancellationToken cancel)
    {
        if (file.Name is "" or "." or ".." || file.Name.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
        {
            throw new InvalidDataException($"File {file.Index} has a name that cannot be used in a folder; open it with OpenFileAsync.");
        }

        var path = Path.Combine(folder, file.Name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        await using (var output = new FileStream(path, FileMode.Create, FileAccess.Write))
        {
            var buffer = new byte[81920];
            for (int read; (read = await content.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                await output.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
            }
        }

        var right = length == file.Size
            && (file.Digest?.StartsWith(Sha256, StringComparison.Ordinal) != true
                || file.Digest.AsSpan(Sha256.Length).SequenceEqual(Convert.ToHexStringLower(hash.GetHashAndReset())));
        if (right) return path;
        File.Delete(path);
        throw new InvalidDataException($"File {file.Index} did not arrive as announced ({length} of {file.Size} octets); download it again.");
    }
}
