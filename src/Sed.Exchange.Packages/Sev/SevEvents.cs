namespace Sed.Exchange.Packages.Sev;

/// <summary>Says a notification in the words of the timeline.</summary>
public static class SevEvents
{
    /// <summary>What the notification says, each kind of event once, in the order of the format.</summary>
    public static IReadOnlyList<ReportEvent> Of(SevNotification notification)
    {
        List<ReportEvent> events = [];
        Add(notification.Reception is not null, ReportEvent.Reception);
        Add(notification.Failure is not null, ReportEvent.RegistrationRefused);
        Add(notification.Registration is not null, ReportEvent.Registered);
        Add(
            notification.Forwardings.Count > 0
            || notification.Considerations.Count > 0
            || notification.TaskReports.Count > 0
            || notification.Redirections.Count > 0
            || notification.Directions.Count > 0
            || notification.SignInformation is not null
            || notification.Editing is not null
            || notification.ProjectRegistration is not null,
            ReportEvent.Progress);
        Add(notification.Answers.Count > 0, ReportEvent.Answer);
        return events;

        void Add(bool said, ReportEvent word)
        {
            if (said)
            {
                events.Add(word);
            }
        }
    }
}
