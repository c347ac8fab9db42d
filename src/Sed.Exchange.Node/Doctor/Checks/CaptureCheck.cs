using System.Globalization;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Evidence that is owed for long: what is missing may be gone soon.</summary>
internal static class CaptureCheck
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Journal is not { } journal) yield break;
        var (count, oldest) = (journal.Captures.Count.ToString(CultureInfo.InvariantCulture), journal.Captures.Oldest);
        yield return oldest is { } since && patient.Now - since > Long
            ? DoctorCodes.CaptureOwed.About(null, count, $"{since:u}")
            : DoctorCodes.CaptureOk.About(null, count);
    }
}
