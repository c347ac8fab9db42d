namespace Sed.Exchange.Client;

/// <summary>
/// What became of a document in your registry; the node writes the <c>Report.xml</c>, seals it and sends it to the document's author. One type per
/// event: <see cref="RegistrationReport"/>, <see cref="ReceptionReport"/>, <see cref="ForwardingReport"/>, <see cref="ConsiderationReport"/>,
/// <see cref="ExecutionReport"/>, <see cref="RedirectionReport"/>, <see cref="AnswerReport"/>.
/// </summary>
public abstract record DocumentReport
{
    private protected DocumentReport(string @event) => Event = @event;

    /// <summary>The event, as the API names it.</summary>
    public string Event { get; }
}
