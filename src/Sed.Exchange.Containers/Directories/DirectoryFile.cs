using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Directories;

/// <summary>Writes and opens the signed directory (ASiC-S with <c>directory.xml</c>, DESIGN 3.5).</summary>
public static class DirectoryFile
{
    /// <summary>Octets of a directory at most: 10,000 organisations with two seals each. Stops parsers from being fed a disk.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const string Entry = "directory.xml";
    private const string Id = "directory";
    private const int Depth = 16;

    /// <summary>Signs a directory with the key that <see cref="DirectoryKeys.Current"/> names.</summary>
    /// <exception cref="ArgumentException">Another key, or rows that contradict each other; says which.</exception>
    public static byte[] Write(ExchangeDirectory directory, SigningKey key, DateTimeOffset signedAt)
    {
        if (!key.Certificate.Equals(directory.Keys.Current)) throw new ArgumentException("The directory is signed with its current key.", nameof(key));
        return SimpleContainer.Write(Entry, DirectoryXml.Write(directory), key, signedAt);
    }

    /// <summary>
    /// Opens a directory. Trusted when its signer's certificate has the fingerprint given out of band
    /// (<paramref name="fingerprint"/>, SHA-256 of the certificate, hexadecimal), or when the signer is listed in
    /// <paramref name="previous"/> and the serial is higher. With neither: indeterminate, <c>SEDX-NO_TRUST</c>.
    /// </summary>
    public static OpenedDirectory Open(byte[] file, string? fingerprint, ExchangeDirectory? previous, DateTimeOffset at)
    {
        var reading = SimpleContainer.Read(file, Entry, MaxBytes);
        if (!reading.Holds) return new OpenedDirectory(reading.Conclude(VerdictType.Directory, Id, Entry, [], [], at, null), null);
        var (directory, failure) = DirectoryXml.Read(reading.Document, Depth);
        if (directory is null) return new OpenedDirectory(reading.Conclude(VerdictType.Directory, Id, Entry, [failure!], [], at, null), null);

        List<Finding> trust = [Path(reading.Signature!.Signer!, directory, fingerprint, previous), .. Judgement.Remainder(reading.Signature.Suite, "time of checking")];
        if (at >= directory.Expires) trust.Add(new(FindingCodes.DirectoryExpired, VerdictStage.Time, VerdictResult.Indeterminate, $"serial {directory.Serial}, {directory.Expires:O}"));
        return new OpenedDirectory(reading.Conclude(VerdictType.Directory, Id, Entry, [], trust, at, null), directory);
    }

    /// <summary>Opens a directory and judges format, digest and signature value only; the path is shown as not checked.</summary>
    public static OpenedDirectory OpenCryptoOnly(byte[] file, DateTimeOffset at)
    {
        var reading = SimpleContainer.Read(file, Entry, MaxBytes);
        var (directory, failure) = reading.Holds ? DirectoryXml.Read(reading.Document, Depth) : (null, null);
        List<Finding> trust = directory is null
            ? []
            : [new(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked), .. Judgement.Remainder(reading.Signature!.Suite, "time of checking")];
        return new OpenedDirectory(reading.Conclude(VerdictType.Directory, Id, Entry, failure is null ? [] : [failure], trust, at, null), directory);
    }

    private static Finding Path(Certificate signer, ExchangeDirectory directory, string? fingerprint, ExchangeDirectory? previous)
    {
        if (fingerprint is null && previous is null) return new(FindingCodes.NoTrust, VerdictStage.Path, VerdictResult.Indeterminate);
        if (previous is not null && directory.Serial <= previous.Serial)
            return new(FindingCodes.DirectoryNotNewer, VerdictStage.Path, VerdictResult.Failed, $"serial {directory.Serial}, in force {previous.Serial}");
        if (previous is not null && IsListed(signer, previous.Keys))
            return new(FindingCodes.DirectoryContinued, VerdictStage.Path, VerdictResult.Passed, $"serial {previous.Serial} to {directory.Serial}");
        return fingerprint is not null && IsFingerprint(fingerprint, signer.Thumbprint)
            ? new(FindingCodes.DirectoryFingerprint, VerdictStage.Path, VerdictResult.Passed, signer.Thumbprint)
            : new(FindingCodes.DirectoryKeyWrong, VerdictStage.Path, VerdictResult.Failed, $"certificate {signer.Thumbprint}");
    }

    private static bool IsListed(Certificate signer, DirectoryKeys keys) =>
        signer.Equals(keys.Current) || signer.Equals(keys.Next) || signer.Equals(keys.Recovery);

    /// <summary>Compares a fingerprint as people copy it, with colons, spaces and capital letters, with a thumbprint.</summary>
    internal static bool IsFingerprint(string fingerprint, string? thumbprint) =>
        string.Concat(fingerprint.Where(c => !char.IsWhiteSpace(c) && c != ':')).Equals(thumbprint, StringComparison.OrdinalIgnoreCase);
}
