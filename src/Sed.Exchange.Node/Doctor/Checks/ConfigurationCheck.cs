using Sed.Exchange.Node.Commands;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Texts;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Configuration and the files it names: every fault. What the directory says of the keys is the certificates' matter.</summary>
internal static class ConfigurationCheck
{
    private static readonly HashSet<ConfigurationFaultKind> OfCertificates =
        [ConfigurationFaultKind.ReceiptKeyNotListed, ConfigurationFaultKind.SealNotListed, ConfigurationFaultKind.PinNotListed, ConfigurationFaultKind.JournalUnreadable];

    public static IReadOnlyList<DoctorFinding> Look(NodeCheck check, Words words)
    {
        var faults = check.Faults.Where(fault => !OfCertificates.Contains(fault.Kind)).ToList();
        if (faults.Count == 0) return [DoctorCodes.ConfigurationOk.About(null, check.Configuration!.NodeId)];
        return [.. faults.Select(fault => DoctorCodes.ConfigurationFault.About(fault.Path, words.With($"fault.{fault.Kind}", fault.Detail)) with
        {
            OwnRemedy = FaultWriter.RemedyOf(fault, words),
        })];
    }
}
