using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Whether the journal can be read, is of this program's schema, and is whole.</summary>
internal static class JournalCheck
{
    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Configuration.DataFolder is null) yield break;
        var file = NodeStore.JournalFile(patient.Configuration);
        yield return patient switch
        {
            { JournalFault: { } fault } => DoctorCodes.JournalUnreadable.About(file, fault),
            { Journal: null } => DoctorCodes.JournalNew.About(file),
            { Journal.Integrity: not "ok" } => DoctorCodes.JournalDamaged.About(file, patient.Journal.Integrity),
            _ => DoctorCodes.JournalOk.About(file, patient.Journal.Epoch),
        };
    }
}
