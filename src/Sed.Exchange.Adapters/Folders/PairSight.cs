using System.Security.Cryptography;
using System.Text;

namespace Sed.Exchange.Adapters.Folders;

/// <summary>What one look sees of a pair.</summary>
/// <param name="Print">Everything that must stay as it is: names, kinds, sizes, times; null: neither half is there.</param>
/// <param name="Fault">What would keep it from being taken if it stayed so; one of <see cref="FolderCodes"/>.</param>
/// <param name="MayPass">True: the fault may be that of a pair in the middle of being written.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record PairSight(string? Print, string? Fault, bool MayPass, string? Detail)
{
    /// <summary>Looks at a pair.</summary>
    /// <exception cref="IOException">The outbox cannot be read.</exception>
    public static PairSight Of(FolderPlace place, WaitingPair pair, FolderOptions options)
    {
        using var root = HeldFolder.Open(place.Out);
        using var stamp = pair.Stamp is null ? null : root.OpenFolder(pair.Stamp);
        var folder = pair.Stamp is null ? root : stamp;
        if (folder?.FactsOf(pair.Env) is var env && env is null && folder?.FactsOf(pair.Folder) is null) return new PairSight(null, null, false, null);
        var print = new StringBuilder();
        Append(print, pair.Env, env);
        if (folder!.FactsOf(pair.Folder) is not { } content) return new PairSight(Digest(print), FolderCodes.NoFolder, true, pair.Folder);

        string? fault = env is null ? FolderCodes.NoEnv : env is { IsPlain: false } ? FolderCodes.Link : null, detail = pair.Env;
        var mayPass = env is null;
        if (content.Kind != FileKind.Folder) return new PairSight(Digest(print.Append(content)), FolderCodes.Link, false, pair.Folder);
        using var files = folder.OpenFolder(pair.Folder);
        if (files is null) return new PairSight(Digest(print.Append(content)), FolderCodes.Link, false, pair.Folder);
        var count = 0;
        foreach (var name in files.Names().Take(options.Files + 1).Order(StringComparer.Ordinal))
        {
            if (++count > options.Files)
            {
                (fault, mayPass, detail) = (FolderCodes.TooManyFiles, false, $"> {options.Files}");
                break;
            }

            if (files.FactsOf(name) is not { } facts) continue;
            Append(print, name, facts);
            if (fault is not null) continue;

            // A subfolder cannot be listed in a passport; what lies in it is nobody's.
            if (facts.Kind != FileKind.Folder && !facts.IsPlain) (fault, detail) = (FolderCodes.Link, name);
            else if (PairName.IsUnfinished(name)) (fault, mayPass, detail) = (FolderCodes.Unfinished, true, name);
        }

        return new PairSight(Digest(print), fault, mayPass, fault is null ? null : detail);
    }

    // Thousands of pairs are kept in mind, each by these octets alone.
    private static string Digest(StringBuilder print) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(print.ToString())));

    private static void Append(StringBuilder print, string name, FileFacts? facts) => print
        .Append(name).Append('|').Append((int?)facts?.Kind).Append('|').Append(facts?.Length).Append('|').Append(facts?.Written).Append('|').Append(facts?.Number).Append('\n');
}
