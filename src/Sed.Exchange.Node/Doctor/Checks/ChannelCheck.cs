using Sed.Exchange.Adapters.Folders;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>What lies in folders of installations and does not move. Folders that are wrong are faults of the configuration already.</summary>
internal static class ChannelCheck
{
    private static readonly TimeSpan Stuck = TimeSpan.FromHours(1);

    public static IEnumerable<DoctorFinding> Look(Patient patient) =>
        patient.Configuration.Folders.Where(place => place is { Organisations.Count: > 0, Out: not null, Documents: not null, Reports: not null }).SelectMany(place => Look(place, patient.Now));

    private static IReadOnlyList<DoctorFinding> Look(FolderPlace place, DateTimeOffset now)
    {
        FolderView view;
        try
        {
            view = FolderView.Of(place);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [DoctorCodes.ChannelUnknown.About(place.Out, unreadable.Message)];
        }

        var found = new List<DoctorFinding>();
        if (now - view.WaitingSince > Stuck) found.Add(DoctorCodes.ChannelStuck.About(place.Out, view.Waiting, $"{view.WaitingSince:u}"));
        if (view.Errors > 0) found.Add(DoctorCodes.ChannelErrors.About(place.Errors, view.Errors));
        if (now - view.LyingSince > Stuck) found.Add(DoctorCodes.ChannelLying.About(place.Documents, view.Lying, $"{view.LyingSince:u}"));
        if (found.Count == 0) found.Add(DoctorCodes.ChannelOk.About(place.Out, view.Waiting, view.Lying));
        return found;
    }
}
