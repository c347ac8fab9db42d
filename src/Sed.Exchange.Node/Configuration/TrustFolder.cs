using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Configuration;

/// <summary>
/// A folder of what is trusted: certificates (<c>.pem</c>, <c>.crt</c>, <c>.cer</c>, <c>.der</c>, <c>.p7b</c>; several per file) and, for
/// <c>sedx verify</c>, directories (<c>.asics</c>). Self-signed certificates are anchors, the others help to build paths.
/// </summary>
/// <param name="Anchors">The certificates.</param>
/// <param name="Directories">Directory files.</param>
public sealed record TrustFolder(TrustAnchors Anchors, IReadOnlyList<string> Directories)
{
    private static readonly string[] CertificateFiles = [".pem", ".crt", ".cer", ".der", ".p7b"];

    /// <summary>Reads a folder, not its subfolders.</summary>
    /// <exception cref="TrustFolderException">It cannot be read; names the file.</exception>
    public static TrustFolder Open(string folder)
    {
        var anchors = new List<TrustAnchors>();
        var directories = new List<string>();
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                var ending = Path.GetExtension(file).ToLowerInvariant();
                if (ending == ".asics") directories.Add(file);
                else if (CertificateFiles.Contains(ending)) anchors.Add(TrustAnchors.Read(File.ReadAllBytes(file)) ?? throw new TrustFolderException($"{file}: no certificate in it, or a damaged one."));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new TrustFolderException(unreadable.Message, unreadable);
        }

        return new TrustFolder(TrustAnchors.Merge(anchors), directories);
    }
}
