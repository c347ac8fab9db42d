using System.Globalization;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Receivers of feeds that do not confirm, or were given up.</summary>
internal static class WebhookCheck
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    public static IEnumerable<DoctorFinding> Look(Patient patient)
    {
        if (patient.Journal is not { } journal) yield break;
        var found = 0;
        foreach (var hook in journal.Webhooks)
        {
            if (hook.DisabledAt is { } at)
            {
                found++;
                yield return DoctorCodes.HookDisabled.About(hook.Id, $"{at:u}", hook.LastError ?? "–");
            }
            else if (hook.FailingSince is { } since && patient.Now - since > Long)
            {
                found++;
                yield return DoctorCodes.HookFailing.About(hook.Id, $"{since:u}", hook.Attempts.ToString(CultureInfo.InvariantCulture), hook.LastError ?? "–");
            }
        }

        if (found == 0) yield return DoctorCodes.HookOk.About(null, journal.Webhooks.Count.ToString(CultureInfo.InvariantCulture));
    }
}
