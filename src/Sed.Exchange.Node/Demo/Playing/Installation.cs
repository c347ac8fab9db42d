using Sed.Exchange.Client;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Region;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Demo.Playing;

/// <summary>
/// An installation of «Дело» as the demo plays it: reaches its node by one channel, keeps what it took in a folder, knows a letter by its key, and
/// registers each once.
/// </summary>
internal abstract class Installation(PlannedOrganisation organisation, string node, Observations observations, TimeProvider time) : IDisposable
{
    /// <summary>How long anything may take.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, Received> _taken = new(StringComparer.Ordinal);

    /// <summary>The organisation whose installation it is.</summary>
    public PlannedOrganisation Organisation => organisation;

    /// <summary>True when the channel can name the message that another one answers; in folders only passports speak.</summary>
    public abstract bool SaysWhatItAnswers { get; }

    /// <summary>Id of its node.</summary>
    protected string Node => node;

    /// <summary>What it was told.</summary>
    protected Observations Observations => observations;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Hands a letter in and waits until the node has it.</summary>
    /// <exception cref="ExchangeProblemException">The node refuses it.</exception>
    public abstract Task<Submitted> SubmitAsync(Letter letter, string reference, Guid? inReplyTo, CancellationToken cancel);

    /// <summary>Asks what handing in would say; null: the channel cannot ask.</summary>
    public abstract Task<ExchangeProblem?> ForeseeAsync(Letter letter, CancellationToken cancel);

    /// <summary>Reports a registration.</summary>
    public abstract Task<Submitted> ReportAsync(Received received, string number, DateOnly date, CancellationToken cancel);

    /// <summary>What became of a message.</summary>
    public abstract Task<MessageStatus> GetStatusAsync(Guid messageId, CancellationToken cancel);

    /// <summary>The tasks of a message, as its organisation knows them.</summary>
    public abstract Task<ControlPage> GetControlAsync(Guid messageId, CancellationToken cancel);

    /// <summary>Saves the evidence of a message.</summary>
    public abstract Task SaveEvidenceAsync(Guid messageId, string file, CancellationToken cancel);

    /// <summary>Hands a letter in that must be refused.</summary>
    /// <exception cref="DemoException">It was taken.</exception>
    public async Task<ExchangeProblem> SubmitRefusedAsync(Letter letter, string reference, CancellationToken cancel)
    {
        Submitted taken;
        try
        {
            taken = await SubmitAsync(letter, reference, null, cancel);
        }
        catch (ExchangeProblemException refusal)
        {
            return refusal.Problem;
        }

        throw new DemoException($"The letter was taken as message {taken.MessageId}.");
    }

    /// <summary>Takes everything that waits until this message is among it.</summary>
    /// <exception cref="DemoException">It did not come in time.</exception>
    public async Task<Received> TakeAsync(Guid messageId, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (_taken.Values.FirstOrDefault(received => received.Item.MessageId == messageId) is { } found) return found;
            if (time.GetElapsedTime(began) > Patience)
                throw new DemoException($"Message {messageId} did not reach the mailbox of {organisation.ShortName} within {Patience.TotalSeconds:0} s.");
            await TakeWaitingAsync(cancel);
        }
    }

    /// <summary>Waits until the message's status is as wanted.</summary>
    /// <exception cref="DemoException">It did not become so in time.</exception>
    public async Task<MessageStatus> WaitAsync(Guid messageId, Func<MessageStatus, bool> until, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var status = await GetStatusAsync(messageId, cancel);
            if (until(status)) return status;
            if (time.GetElapsedTime(began) > Patience)
            {
                var states = string.Join("; ", status.Deliveries.Select(delivery => $"{delivery.Recipient.Name}: {delivery.State}, {delivery.LastError ?? "no error"}"));
                throw new DemoException($"Message {messageId} is still on its way after {Patience.TotalSeconds:0} s: {states}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(40), time, cancel);
        }
    }

    /// <summary>Waits until every delivery has ended.</summary>
    public Task<MessageStatus> WaitUntilEndedAsync(Guid messageId, CancellationToken cancel) =>
        WaitAsync(messageId, status => status.Deliveries.All(delivery => delivery.HasEnded()), cancel);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Takes what waits now, or waits a little.</summary>
    protected abstract Task TakeWaitingAsync(CancellationToken cancel);

    /// <summary>True for a letter that was taken before: another sender's under the same id is another letter.</summary>
    protected bool HasTaken(InboxItem item) => _taken.ContainsKey(item.Key);

    /// <summary>Keeps a letter that was taken.</summary>
    protected void Keep(Received received) => _taken[received.Item.Key] = received;

    /// <summary>The passport among the files of a message.</summary>
    protected static SevPassport ReadPassport(IReadOnlyList<string> files)
    {
        var path = files.Single(file => Path.GetFileName(file) is SevDocInfo.FileName or SevReport.FileName);
        return SevReader.Read(File.ReadAllBytes(path)).Passport ?? throw new DemoException($"{path} cannot be read as a passport.");
    }
}
