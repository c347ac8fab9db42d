using Sed.Exchange.Containers.Zip;

namespace Sed.Exchange.Containers.Verdicts;

/// <summary>Faults of archives as findings: four causes that have four remedies; which of them exactly is what was seen.</summary>
public static class ZipFindings
{
    /// <summary>The finding for a fault.</summary>
    public static Finding Of(ZipFault fault) => new(CodeOf(fault.Kind), VerdictStage.Format, VerdictResult.Failed, $"{fault.Kind}: {fault.Seen}");

    private static string CodeOf(ZipFaultKind kind) => kind switch
    {
        ZipFaultKind.TooLarge or ZipFaultKind.TooManyEntries => FindingCodes.LimitExceeded,
        ZipFaultKind.NoEndRecord or ZipFaultKind.CentralDirectory or ZipFaultKind.LocalHeader or ZipFaultKind.Zip64 or ZipFaultKind.Size
            or ZipFaultKind.Checksum or ZipFaultKind.Deflate or ZipFaultKind.Empty or ZipFaultKind.ExtraField => FindingCodes.ZipDamaged,
        ZipFaultKind.TwoEndRecords or ZipFaultKind.Gap or ZipFaultKind.Overlap or ZipFaultKind.LocalDiffers or ZipFaultKind.DuplicateName
            or ZipFaultKind.NameEncoding => FindingCodes.ZipAmbiguous,
        _ => FindingCodes.ZipForbidden,
    };
}
