using Sed.Exchange.Containers.Authority;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Containers.Evidence;
using Sed.Exchange.Containers.Foreign;
using Sed.Exchange.Containers.Foreign.Asic;
using Sed.Exchange.Containers.Receipts;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Node.Commands.Verifying;

/// <summary>Judges a file of any kind; a new kind is one line in <see cref="JudgeKind"/> and one in <see cref="FileRecognition"/>.</summary>
internal static class Verification
{
    private static readonly string[] SignatureEndings = [".sig", ".p7s", ".sgn"];
    private static readonly string[] TimestampEndings = [".tst", ".tsr"];

    /// <summary>Judges.</summary>
    /// <exception cref="CommandException">The file cannot be read or is of no kind known here.</exception>
    public static Verdict Judge(VerifyRequest request, CommandSurroundings around, CancellationToken cancel) =>
        request.Policy.ApplyTo(JudgeKind(request, around, cancel));

    private static Verdict JudgeKind(VerifyRequest request, CommandSurroundings around, CancellationToken cancel)
    {
        if (!File.Exists(request.File)) throw new CommandException(around.Words.With("error.noFile", request.File));
        if (request.Signature is { } signature)
            return FileRecognition.Recognise(signature) == FileKind.Xml ? XmlBeside(request, signature, around) : Cms(request, request.File, signature, around);
        return FileRecognition.Recognise(request.File) switch
        {
            FileKind.Container => Container(request, cancel),
            FileKind.Receipt => Receipt(request, Read(request.File, ReceiptFile.MaxBytes, around)),
            FileKind.Directory => Directory(request, Read(request.File, DirectoryFile.MaxBytes, around)),
            FileKind.Evidence => Evidence(request, cancel),
            FileKind.ForeignContainer when SignatureBeside(request.File) is null => ForeignContainer(request, cancel),
            FileKind.Cms => Cms(request, ContentBeside(request.File), request.File, around),
            FileKind.Xml when SignatureBeside(request.File) is null => Xml(request, Read(request.File, ForeignXmlLimits.Default.Bytes, around)),
            _ when SignatureBeside(request.File) is { } beside => Cms(request, request.File, beside, around),
            _ => throw new CommandException(around.Words.With("verify.unknownKind", request.File)),
        };
    }

    // A node may be configured to take more than the default; what its user has on the disk already fills no disk.
    private static readonly PackageLimits Package = PackageLimits.Default with { Files = 10_000 };

    private static ContainerLimits LimitsFor(FileStream octets) => ContainerLimits.Default with
    {
        ContainerBytes = Math.Max(ContainerLimits.Default.ContainerBytes, octets.Length),
        Entries = Package.Files + 10,
    };

    private static Verdict Container(VerifyRequest request, CancellationToken cancel)
    {
        using var octets = File.OpenRead(request.File);
        var opened = request.CryptoOnly
            ? ContainerFile.OpenCryptoOnly(octets, LimitsFor(octets), request.At, cancel)
            : ContainerFile.Open(octets, LimitsFor(octets), request.Trust.Directory, request.At, cancel);
        return request.SealOnly || opened.Envelope is null
            ? opened.Verdict
            : opened.Verdict with { Signatures = [.. opened.Verdict.Signatures, .. Officials(opened, request, request.Trust.Directory)] };
    }

    private static Verdict Receipt(VerifyRequest request, byte[] octets) => request.CryptoOnly
        ? ReceiptFile.OpenCryptoOnly(octets, request.At).Verdict
        : ReceiptFile.Open(octets, request.Trust.Directory, request.At).Verdict;

    // With a directory already trusted, this one must be its rightful successor, or be vouched for itself.
    private static Verdict Directory(VerifyRequest request, byte[] octets)
    {
        var alone = DirectoryFile.OpenCryptoOnly(octets, request.At);
        if (request.CryptoOnly) return alone.Verdict;
        var previous = request.Trust.Directory is { } trusted && trusted.Serial < alone.Directory?.Serial ? trusted : null;
        return DirectoryFile.Open(octets, request.Trust.FingerprintFor(TrustSources.SignerOf(alone)), previous, request.At).Verdict;
    }

    private static Verdict Evidence(VerifyRequest request, CancellationToken cancel)
    {
        using var octets = File.OpenRead(request.File);
        var opened = EvidenceFile.OpenCryptoOnly(octets, LimitsFor(octets), request.At, cancel);
        if (!request.CryptoOnly)
        {
            // The directories inside serve for pins; whether they may is for the user's trust to say, not for the file's.
            var fingerprints = opened.Directories.Select(directory => request.Trust.FingerprintFor(TrustSources.SignerOf(directory))).OfType<string>().Distinct().ToList();
            opened = EvidenceFile.Open(octets, LimitsFor(octets), fingerprints, request.At, cancel, Question(request));
        }

        if (request.SealOnly || opened.Container is not { Envelope: not null } container) return opened.Verdict;
        var evidence = opened.ProvenAt is { } time ? new TimeEvidence(time, opened.Verdict.TimeWhy) : null;
        return opened.Verdict with { Signatures = [.. opened.Verdict.Signatures, .. Officials(container, request, request.Trust.Directory ?? VouchedIn(opened, request), evidence, opened.Captured)] };
    }

    // The newest of the file's own directories that the user's trust vouches for.
    private static ExchangeDirectory? VouchedIn(OpenedEvidence opened, VerifyRequest request) => request.CryptoOnly ? null : opened.Directories
        .LastOrDefault(directory => directory.Verdict.Result != VerdictResult.Failed && request.Trust.FingerprintFor(TrustSources.SignerOf(directory)) is not null)?
        .Directory;

    private static IEnumerable<SignatureVerdict> Officials(OpenedContainer container, VerifyRequest request, ExchangeDirectory? directory, TimeEvidence? evidence = null, CapturedMaterial? captured = null)
    {
        var files = container.OpenPackage();
        if (PackageReader.Read(files, Package).Facts is not { } facts) return [];
        // When the container says it was sealed is the sender's word: of receipts those of others count.
        var gathered = captured ?? CapturedMaterial.None;
        var question = Question(request) with { Evidence = evidence, Certificates = gathered.Certificates, Revocation = request.Revocation.With(gathered.Revocation) };
        return DocumentJudge.Verify(files, facts, question, directory, request.Powers).Select(verdict => request.CryptoOnly ? WithoutPath(verdict) : verdict);
    }

    private static Verdict ForeignContainer(VerifyRequest request, CancellationToken cancel)
    {
        using var octets = File.OpenRead(request.File);
        return WithAuthority(request, Containers.Foreign.Asic.ForeignContainer.Verify(octets, new ForeignContainerRequest { Question = Question(request) }, cancel));
    }

    // What an XML signature calls the signed file is its author's business: its name, as it is or escaped, from here or from the root.
    private static Verdict XmlBeside(VerifyRequest request, string signature, CommandSurroundings around)
    {
        var name = Path.GetFileName(request.File);
        var content = Read(request.File, ForeignXmlLimits.Default.Bytes, around);
        string[] names = [name, Uri.EscapeDataString(name), "./" + name, "/" + name];
        return WithAuthority(request, SignedXmlDocument.Verify(Read(signature, ForeignXmlLimits.Default.Bytes, around), new ForeignXmlRequest
        {
            Question = Question(request),
            Contents = names.Distinct().ToDictionary(item => item, _ => content, StringComparer.Ordinal),
        }));
    }

    private static PathQuestion Question(VerifyRequest request) => new()
    {
        At = request.At,
        AtWhy = request.IsAtGiven ? TimeReasons.Argument : TimeReasons.Checking,
        Policy = request.Policy,
        Anchors = request.Trust.Anchors,
        IsAsked = !request.CryptoOnly,
        PathPolicy = request.PathPolicy,
        Revocation = request.Revocation,
        Fetch = request.Fetch,
        FetchIssuers = request.FetchIssuers,
        Accredited = request.Accredited,
    };

    // No passport says who the author is: the user may, and a power of attorney says for whom its representative acts.
    private static Verdict WithAuthority(VerifyRequest request, Verdict verdict)
    {
        var authority = new AuthorityJudgement(request.Powers, Question(request));
        List<SignatureVerdict> signatures = [.. verdict.Signatures.Select(signature => authority.Judge(signature, request.Authors))];
        var isOpen = verdict.Result == VerdictResult.Passed && signatures.Any(signature => signature is { IsCounter: false, Result: VerdictResult.Indeterminate });
        return verdict with { Signatures = signatures, Result = isOpen ? VerdictResult.Indeterminate : verdict.Result };
    }

    private static Verdict Xml(VerifyRequest request, byte[] octets) => WithAuthority(request, SignedXmlDocument.Verify(octets, new ForeignXmlRequest { Question = Question(request) }));

    private static Verdict Cms(VerifyRequest request, string? content, string signature, CommandSurroundings around)
    {
        var octets = Read(signature, DocumentSignature.MaxBytes, around);
        using var signed = content is null ? null : File.OpenRead(content);
        var question = Question(request);
        var verdicts = DocumentSignature.Verify(signed, octets, Path.GetFileName(signature), content is null ? string.Empty : Path.GetFileName(content), question);
        var (time, why) = VerdictTime.Of(verdicts, question);
        return WithAuthority(request, new Verdict(
            VerdictType.Cms,
            Worst(verdicts.Select(verdict => verdict.Result)),
            around.Time.GetUtcNow(),
            time,
            why,
            request.Policy.Id,
            verdicts,
            []));
    }

    // What was asked is only the mathematics: the path is shown as not looked at, and decides nothing.
    private static SignatureVerdict WithoutPath(SignatureVerdict verdict)
    {
        List<Finding> findings =
        [
            .. verdict.Findings.Where(finding => finding.Stage is not (VerdictStage.Path or VerdictStage.Revocation)),
            new Finding(FindingCodes.PathNotChecked, VerdictStage.Path, VerdictResult.NotChecked),
            new Finding(FindingCodes.RevocationNotChecked, VerdictStage.Revocation, VerdictResult.NotChecked),
        ];
        var result = Worst(findings.Where(finding => finding.Result != VerdictResult.NotChecked && finding.Stage != VerdictStage.Time).Select(finding => finding.Result));
        return verdict with { Findings = [.. findings.OrderBy(finding => finding.Stage)], Result = result, SubIndication = result == VerdictResult.Passed ? null : verdict.SubIndication };
    }

    private static VerdictResult Worst(IEnumerable<VerdictResult> results)
    {
        var all = results.ToList();
        if (all.Contains(VerdictResult.Failed)) return VerdictResult.Failed;
        return all.Count > 0 && all.All(result => result == VerdictResult.Passed) ? VerdictResult.Passed : VerdictResult.Indeterminate;
    }

    /// <summary>The file that a signature's name says it is over, when it lies beside; null: none does.</summary>
    internal static string? ContentBeside(string signature)
    {
        var content = Path.Combine(Path.GetDirectoryName(signature) ?? string.Empty, Path.GetFileNameWithoutExtension(signature));
        if (!SignatureEndings.Concat(TimestampEndings).Contains(Path.GetExtension(signature).ToLowerInvariant())) return null;
        if (File.Exists(content)) return content;

        // «Дело» numbers further signatures of a file: name.ext.2.sig.
        var numbered = Path.Combine(Path.GetDirectoryName(content) ?? string.Empty, Path.GetFileNameWithoutExtension(content));
        return Path.GetExtension(content) is { Length: > 1 } number && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 && File.Exists(numbered) ? numbered : null;
    }

    private static string? SignatureBeside(string content) => SignatureEndings.Select(ending => content + ending).FirstOrDefault(File.Exists);

    private static byte[] Read(string file, int limit, CommandSurroundings around) => new FileInfo(file) is { Exists: true } known && known.Length > limit
        ? throw new CommandException(around.Words.With("verify.tooLarge", file, limit))
        : around.ReadFile(file);
}
