using Sed.Exchange.Containers.Accreditation;
using Sed.Exchange.Containers.Certificates;

namespace Sed.Exchange.Node.Commands;

/// <summary>The list of accredited authorities that a command is given.</summary>
internal static class AccreditedSource
{
    /// <summary>Opens it; null: none was given.</summary>
    /// <param name="file">The list, or null.</param>
    /// <param name="signer">The certificate that must have signed it, or null.</param>
    /// <param name="isUnsigned">True: it is taken without a signature.</param>
    /// <param name="around">Where it is told when it is not.</param>
    /// <exception cref="CommandException">It cannot be read, is no such list, or is not signed by the certificate.</exception>
    public static AccreditedList? Open(string? file, string? signer, bool isUnsigned, CommandSurroundings around)
    {
        if (file is null) return null;
        if (signer is null && !isUnsigned) throw new CommandException(around.Words["trust.noListSigner"]);
        var certificate = signer is null ? null : Certificate.Parse(around.ReadFile(signer)) ?? throw new CommandException(around.Words.With("trust.signerUnreadable", signer));
        var opened = AccreditedListFile.Open(Read(file, around), certificate, around.Time.GetUtcNow());
        return opened.List ?? throw new CommandException(around.Words.With("trust.notAList", file, $"{opened.Findings[^1].Code} {opened.Findings[^1].Seen}".Trim()));
    }

    /// <summary>Its octets.</summary>
    public static byte[] Read(string file, CommandSurroundings around) => new FileInfo(file) is { Exists: true } known && known.Length > AccreditedListLimits.Default.Bytes
        ? throw new CommandException(around.Words.With("verify.tooLarge", file, AccreditedListLimits.Default.Bytes))
        : around.ReadFile(file);
}
