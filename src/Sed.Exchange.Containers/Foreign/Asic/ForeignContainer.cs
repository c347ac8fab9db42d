using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Foreign.Asic;

/// <summary>
/// Judges signed containers of others: ASiC-E and ASiC-S with XAdES or CAdES (EN 319 162-1, TS 102 918), BDOC, signed OpenDocument packages. Our own keep
/// their narrow profile (<see cref="Containers.ContainerFile"/>). A container is passed only when every signature in it is, and every file outside of
/// META-INF is referenced by one of them; a file that nobody signed makes it failed, however right the signatures are.
/// </summary>
public static class ForeignContainer
{
    /// <summary>Judges; malformed input is a verdict, not an exception.</summary>
    /// <param name="input">A seekable stream with all octets; stays the caller's.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancel">Stops the work.</param>
    public static Verdict Verify(Stream input, ForeignContainerRequest request, CancellationToken cancel)
    {
        try
        {
            // Everything that is covered is digested: thousands of small bombs are one large one.
            var total = Math.Min(request.Rules.TotalBytes, request.LeastContent + (request.Rules.Ratio * input.Length));
            var zip = ZipReader.Read(input, request.Rules with { TotalBytes = total }, cancel);
            return zip.Fault is { } fault ? Refused(fault, request) : new AsicJudgement(zip, request, cancel).Judge();
        }
        catch (ZipContentException error)
        {
            return Refused(error.Fault, request);
        }
    }

    // What is written in a way that is not read here is not thereby wrong; what is damaged, or has two meanings, is.
    private static Verdict Refused(ZipFault fault, ForeignContainerRequest request)
    {
        var isUnreadable = fault.Kind is ZipFaultKind.Method or ZipFaultKind.Encrypted or ZipFaultKind.TooLarge or ZipFaultKind.TooManyEntries or ZipFaultKind.SeveralVolumes
            or ZipFaultKind.NameEncoding;
        var result = isUnreadable ? VerdictResult.Indeterminate : VerdictResult.Failed;
        return AsicJudgement.Conclude(request, result, [], [ZipFindings.Of(fault) with { Result = result }]);
    }
}
