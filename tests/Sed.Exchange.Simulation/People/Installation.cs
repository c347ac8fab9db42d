using System.Security.Cryptography;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Delivery.Lanes;
using Sed.Exchange.Simulation.Region;

namespace Sed.Exchange.Simulation.People;

/// <summary>
/// One organisation's installation: writes letters, hands them in until it hears yes, fetches its mail, and now and then forgets what it just did. What
/// it notes it keeps; it judges what it is given.
/// </summary>
internal sealed class Installation(SimulatedRegion region, Organisation body)
{
    private static readonly byte[] DamagedStore = [0];

    private readonly HashSet<(Guid Sender, Guid Message)> _seenAsNew = [];

    /// <summary>The organisation.</summary>
    public Guid Id => body.Id;

    /// <summary>The nodes where it has or had its mailbox; it empties the old ones too, and hands in at the latest.</summary>
    private IEnumerable<SimulatedNode> Homes => region.Administrator.HomesOf(Id).Select(region.Node);

    private bool MayMeetAgain => region.Administrator.HomesOf(Id).Count > 1 || Homes.Any(home => home.WasRestored);

    /// <summary>What it wrote.</summary>
    public List<Letter> Letters { get; } = [];

    /// <summary>What it collected: message and who sent it.</summary>
    public HashSet<(Guid Sender, Guid Message)> Collected { get; } = [];

    /// <summary>What it ever tried to say of its mail, whether it heard an answer or not.</summary>
    public HashSet<(Guid Sender, Guid Message, DeliveryState Said)> Asked { get; } = [];

    /// <summary>The receipts it was given for that, and the node that gave them.</summary>
    public List<(SimulatedNode Home, ReceiptRow Receipt)> Given { get; } = [];

    /// <summary>Begins to write and to read.</summary>
    public void Begin()
    {
        var others = region.Plan.Directory.Organisations.Select(other => other.Id).Where(other => other != Id).ToList();
        if (others.Count > 0) _ = GuardAsync(WriteAsync(others));
        _ = GuardAsync(ReadAsync());
    }

    private async Task WriteAsync(List<Guid> others)
    {
        for (var number = 0; number < region.Plan.Letters; number++)
        {
            await PauseAsync(region.Plan.Trouble / region.Plan.Letters).ConfigureAwait(false);
            if (region.Administrator.IsDissolved(Id)) return;
            var recipients = others.Where(_ => region.Below(others.Count) < 2).Take(5).ToList();
            if (recipients.Count == 0) recipients.Add(others[region.Below(others.Count)]);
            DateTimeOffset? deliverBy = region.Below(3) == 0 ? region.Turns.Now + TimeSpan.FromMinutes(10) + region.UpTo(TimeSpan.FromHours(60)) : null;
            var letter = new Letter(new Guid(region.Below(int.MaxValue), (short)number, 1, [.. Id.ToByteArray().AsSpan(8)]), Id, recipients, deliverBy) { AskingDays = region.Plan.ReportDays };
            Write(letter);
        }
    }

    private void Write(Letter letter)
    {
        Letters.Add(letter);
        _ = GuardAsync(SendAsync(letter));
    }

    // A registration of what was collected, to the sender: by the message's id, or as an older installation by the return code alone.
    private void Report(DeliveryRow delivery)
    {
        if (region.Plan.ReportDays is null || region.Below(2) == 0 || region.Administrator.IsDissolved(Id)) return;
        var about = region.Installations.SelectMany(writer => writer.Letters).FirstOrDefault(letter => letter.Accepted?.Container.MessageId == delivery.MessageId);
        if (about is null || about.About is not null || about.Sender == Id || Letters.Any(letter => letter.About == about)) return;
        Write(new Letter(region.NewId(), Id, [about.Sender], null) { About = about, InReplyTo = region.Below(2) == 0 ? delivery.MessageId : null });
    }

    private async Task SendAsync(Letter letter)
    {
        letter.Home = region.Administrator.HomesOf(Id)[^1];
        while (true)
        {
            var home = region.Node(letter.Home);
            var (asked, answered) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
            var answer = await AskAsync(home, async gateway =>
            {
                asked = region.Turns.Now + home.ClockError;
                var said = await gateway.Admission.SubmitAsync(letter.ToSubmission(), CancellationToken.None).ConfigureAwait(false);
                answered = region.Turns.Now + home.ClockError;
                return said;
            }).ConfigureAwait(false);
            switch (answer)
            {
                case AdmissionResult.Accepted accepted:
                    Note(letter, accepted);
                    if (!region.Chance(weather => weather.Forgetting)) return;
                    break;
                case AdmissionResult.NotTaken { Problem: { RetryAfter: null } problem }:
                    var isOver = problem.Code == ProblemCodes.DeliverByInvalid && letter.Accepted is null && letter.DeliverBy is { } by
                        && (by <= answered || by > asked + region.Plan.Options[home.Id].DeliverByLimit);
                    if (!isOver && !IsAboutTheDissolved(letter)) region.Violate($"{Id}: letter {letter.Id} is refused with {problem.Code} {problem.Detail}");
                    letter.IsRefused = true;
                    return;
            }

            await PauseAsync(TimeSpan.FromMinutes(20)).ConfigureAwait(false);
        }
    }

    private bool IsAboutTheDissolved(Letter letter) => letter.Recipients.Append(Id).Any(region.Administrator.IsDissolved);

    private void Note(Letter letter, AdmissionResult.Accepted accepted)
    {
        if (accepted.Receipts.Count != accepted.Deliveries.Count || accepted.Receipts.Count == 0)
            region.Violate($"{Id}: letter {letter.Id} was answered with {accepted.Receipts.Count} receipts for {accepted.Deliveries.Count} recipients");
        if (letter.Accepted is { } before && !region.MayBeForgotten(before.Container.MessageId))
        {
            if (before.Container.MessageId != accepted.Container.MessageId || before.Container.Digest != accepted.Container.Digest)
                region.Violate($"{Id}: letter {letter.Id} was accepted as message {before.Container.MessageId}, then as {accepted.Container.MessageId}");

            // Nobody but its sender has an Accepted: a node that lost its disk says it anew.
            for (var index = 0; index < before.Receipts.Count && !region.Node(letter.Home!).WasRestored; index++)
            {
                if (!before.Receipts[index].Bytes.AsSpan().SequenceEqual(accepted.Receipts[index].Bytes))
                    region.Violate($"{Id}: letter {letter.Id} was given two Accepted receipts for {before.Receipts[index].Recipient}");
            }
        }

        letter.Accepted = accepted;
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            await PauseAsync(TimeSpan.FromHours(1)).ConfigureAwait(false);
            foreach (var home in Homes.ToList()) await EmptyAsync(home).ConfigureAwait(false);
        }
    }

    private async Task EmptyAsync(SimulatedNode home)
    {
        // As the node saw it when it was asked: when its answer is here it may be down, or know better.
        var thinksItIsHome = false;
        var leased = await AskAsync(home, gateway =>
        {
            thinksItIsHome |= gateway.Directory.Current.FindOrganisation(Id)?.Node == home.Id;
            return gateway.Mailbox.LeaseAsync([Id], "simulation", 1 + region.Below(20), CancellationToken.None);
        }).ConfigureAwait(false);
        foreach (var item in leased ?? []) Look(item, isBehind: thinksItIsHome && home.Id != Homes.Last().Id);
        if (region.Chance(weather => weather.Forgetting)) return;
        foreach (var item in leased ?? []) await TakeAsync(home, item).ConfigureAwait(false);
    }

    // Promise 3: as new once. An old home that has not heard of the move cannot know that the new one got the letter too: there it compares by itself (0029).
    private void Look(MailboxItem item, bool isBehind)
    {
        // Handed out for the first time, where nobody else can have it.
        if (item.PerhapsSeen && item.Delivery.Leases == 1 && !MayMeetAgain) region.Violate($"{Id}: message {item.Delivery.MessageId} is never shown as new");
        var perhapsSeen = item.PerhapsSeen || isBehind;
        if (!perhapsSeen && !_seenAsNew.Add((item.Delivery.Sender, item.Delivery.MessageId)))
            region.Violate($"{Id}: message {item.Delivery.MessageId} is shown as new twice");
        if (Collected.Contains((item.Delivery.Sender, item.Delivery.MessageId)) && !(MayMeetAgain && perhapsSeen))
            region.Violate($"{Id}: message {item.Delivery.MessageId} is handed out again after it was collected");
    }

    private async Task TakeAsync(SimulatedNode home, MailboxItem item)
    {
        var delivery = item.Delivery;
        var sight = region.Below(4) == 0 ? await SeeAsync(home, item).ConfigureAwait(false) : Sight.Whole;
        if (sight == Sight.Unknown) return;

        // What the node cannot hand out any more is declined: then its sender hears of it, and sends it anew.
        var declines = sight == Sight.Damaged || region.Below(12) == 0;
        Asked.Add((delivery.Sender, delivery.MessageId, declines ? DeliveryState.Declined : DeliveryState.Collected));
        for (var tries = 0; tries < 4; tries++)
        {
            var settled = await AskAsync(home, gateway => declines
                ? gateway.Mailbox.DeclineAsync([Id], delivery.DeliveryId, delivery.LeaseId!.Value, DeclineCodes.All[0], CancellationToken.None)
                : gateway.Mailbox.CollectAsync([Id], delivery.DeliveryId, delivery.LeaseId!.Value, CancellationToken.None)).ConfigureAwait(false);
            // Of the reserve: no room for letters is none for this.
            if (settled is SettlementResult.NotDone { Problem.Code: ProblemCodes.NoRoom }) region.Violate($"{home.Id}: has no room for what is said of message {delivery.MessageId}");
            if (settled is SettlementResult.NotDone { Problem: { RetryAfter: null } problem })
            {
                // Another try of ours, whose answer was lost, may have said the other thing.
                if (problem.Code != ProblemCodes.AlreadySettled && !home.WasRestored) region.Violate($"{Id}: message {delivery.MessageId} cannot be settled: {problem.Code} {problem.Detail}");
                return;
            }

            if (settled is SettlementResult.Settled said)
            {
                Given.Add((home, said.Receipt));
                if (declines) return;
                Collected.Add((delivery.Sender, delivery.MessageId));
                Report(delivery);
                return;
            }

            await PauseAsync(TimeSpan.FromMinutes(3)).ConfigureAwait(false);
        }
    }

    // What is handed out must be what was handed in, to the last octet of its container; or the node says that its store is damaged.
    private async Task<Sight> SeeAsync(SimulatedNode home, MailboxItem item)
    {
        var delivery = item.Delivery;
        var text = await AskAsync(home, async gateway =>
        {
            try
            {
                await using var content = await gateway.Mailbox.OpenAsync([Id], delivery.DeliveryId, CancellationToken.None).ConfigureAwait(false);
                if (content is null) return [];
                content.Octets.Position = 0;
                if (!SHA256.HashData(content.Octets).AsSpan().SequenceEqual(delivery.Container.Value))
                    region.Violate($"{Id}: message {delivery.MessageId} is handed out though its octets are others");
                using var copy = new MemoryStream();
                using var file = content.Container.OpenPackage().First(file => Letter.IsRead(file.Name)).Open();
                file.CopyTo(copy);
                return copy.ToArray();
            }
            catch (BlobException damaged) when (!damaged.IsTransient)
            {
                // As at the API: an alarm for a person, and 500 for the installation.
                return DamagedStore;
            }
        }).ConfigureAwait(false);
        if (text is null) return Sight.Unknown;
        if (text == DamagedStore)
        {
            if (home.Flipped.Count == 0) region.Violate($"{Id}: message {delivery.MessageId} is damaged at {home.Id}, whose disk is not");
            return Sight.Damaged;
        }

        // A report that its own node made from a receipt: nobody wrote it.
        if (item.Container.MadeFrom is not null) return Sight.Whole;
        var letter = region.Installations.SelectMany(writer => writer.Letters).FirstOrDefault(letter => letter.Text.AsSpan().SequenceEqual(text));
        if (letter is null || letter.Sender != delivery.Sender || !letter.Recipients.Any(recipient => recipient == Id || region.Administrator.SuccessorOf(recipient) == Id))
            region.Violate($"{Id}: message {delivery.MessageId} is nothing that {delivery.Sender} wrote to it");
        return Sight.Whole;
    }

    // Null: not now, or nobody knows.
    private Task<T?> AskAsync<T>(SimulatedNode home, Func<Gateway, Task<T>> call)
        where T : class => region.Line.AskAsync<T>(
            body.Id.ToString(), null, home, [], async (node, _) => (await node.ServeAsync(node.Gateway!, call).ConfigureAwait(false)).Answer, null, CancellationToken.None);

    private async Task GuardAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception defect)
        {
            region.Violate($"{Id}: its installation ended with {defect}");
        }
    }

    private Task PauseAsync(TimeSpan longest) => region.Turns.PassAsync(region.UpTo(longest), null);

    /// <summary>What an installation sees of its mail.</summary>
    private enum Sight
    {
        Unknown,
        Whole,
        Damaged,
    }
}
