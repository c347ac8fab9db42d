using System.Security.Cryptography;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>Digests of the files that signatures cover, by the names verdicts give them: for papers, which must say of which octets they speak.</summary>
internal static class CoveredDigests
{
    /// <summary>Those that can be known without trusting anything: what the octets themselves give.</summary>
    public static IReadOnlyDictionary<string, string> Of(VerifyRequest request, Verdict verdict, CancellationToken cancel)
    {
        using var octets = File.OpenRead(request.File);
        return verdict.Type switch
        {
            VerdictType.Container => Of(ContainerFile.OpenCryptoOnly(octets, ContainerLimits.Default, request.At, cancel).Envelope),
            VerdictType.Evidence => Of(EvidenceFile.OpenCryptoOnly(octets, ContainerLimits.Default, request.At, cancel).Container?.Envelope),
            _ => Of([request.File, Verification.ContentBeside(request.File)], verdict),
        };
    }

    private static Dictionary<string, string> Of(string?[] files, Verdict verdict)
    {
        var covered = verdict.Signatures.SelectMany(signature => signature.Covers).ToHashSet(StringComparer.Ordinal);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.OfType<string>().Where(file => covered.Contains(Path.GetFileName(file))))
        {
            using var octets = File.OpenRead(file);
            digests[Path.GetFileName(file)] = $"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(octets))}";
        }

        return digests;
    }

    // A file has two names: its own, by which officials sign it, and its entry's, by which the seal does.
    private static Dictionary<string, string> Of(Envelope? envelope)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in envelope?.Files ?? [])
        {
            digests[file.Name] = file.Digest.ToString();
            digests[file.Entry] = file.Digest.ToString();
        }

        return digests;
    }
}
