using System.Globalization;
using Sed.Exchange.Adapters.Clock;
using Sed.Exchange.Delivery.Journal;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>The clock against the neighbours', against the journal's last line and what the node noted of it, and whether anything keeps it.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(10);

    public static IEnumerable<DoctorFinding> Look(Patient patient) => Look(
        patient.Now, [.. patient.Peers.Select(peer => peer.Result.ClockDifference).OfType<TimeSpan>()], patient.Journal?.LastEvent, patient.Journal?.Clock, KernelClock.IsSynchronised());

    /// <summary>Judges a clock.</summary>
    /// <param name="now">What it says.</param>
    /// <param name="differences">Neighbours' clocks minus this one.</param>
    /// <param name="lastEvent">The journal's last line.</param>
    /// <param name="noted">What the node noted of it.</param>
    /// <param name="isKept">Whether the system keeps it; null: it does not say.</param>
    internal static IEnumerable<DoctorFinding> Look(DateTimeOffset now, IReadOnlyList<TimeSpan> differences, DateTimeOffset? lastEvent, ClockRow? noted, bool? isKept)
    {
        if (lastEvent - now > Drift) yield return DoctorCodes.ClockBehindJournal.About(null, $"{now:u}", $"{lastEvent:u}");

        if (noted is { IsSure: false }) yield return DoctorCodes.ClockDoubted.About(null, $"{noted.At:u}");

        // The median: one neighbour with a wrong clock must not make ours look wrong.
        if (differences.Count > 0)
        {
            var median = differences.Order().ElementAt(differences.Count / 2);
            var code = median.Duration() > Wrong ? DoctorCodes.ClockWrong : median.Duration() > Drift ? DoctorCodes.ClockDrift : DoctorCodes.ClockOk;
            yield return code.About(null, Seconds(-median), differences.Count);
        }
        else if (isKept != false)
        {
            yield return DoctorCodes.ClockUnknown.About(null, $"{now:u}");
        }

        if (isKept == false) yield return DoctorCodes.ClockUnkept.About(null);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);
}
