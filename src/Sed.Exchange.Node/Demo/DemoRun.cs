using Sed.Exchange.Client;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Demo.Audit;
using Sed.Exchange.Node.Demo.Documents;
using Sed.Exchange.Node.Demo.Observing;
using Sed.Exchange.Node.Demo.Playing;
using Sed.Exchange.Node.Demo.Result;
using Sed.Exchange.Node.Demo.Running;
using Sed.Exchange.Node.Demo.Showing;
using Sed.Exchange.Node.Demo.Steps;
using Sed.Exchange.Node.Region;

namespace Sed.Exchange.Node.Demo;

/// <summary>
/// The demo from beginning to end: makes a region, starts its nodes as processes, plays four installations and a peer that speak only the public
/// interfaces, stops the nodes, and lets the audit judge what they left on their disks. Nothing it started outlives it.
/// </summary>
internal sealed class DemoRun(DemoOptions options, Narrator tell, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    private readonly Observations _observations = new();
    private readonly List<NodeProcess> _nodes = [];
    private readonly long _began = time.GetTimestamp();

    /// <summary>Plays it.</summary>
    /// <exception cref="DemoException">It could not be set up; steps that fail are in the document.</exception>
    public async Task<DemoDocument> PlayAsync(CancellationToken cancel)
    {
        // 1. A region of files: authorities, keys, signed directory, node.json.
        var region = RegionMaker.Make(DemoRegion.Plan(options.Suite, LoopbackPorts.Find(DemoRegion.PortCount), options.Blobs, Folders ? Look : null), options.Folder, time);
        tell.Title($"Sed.Exchange: письмо туда и обратно   криптонабор {options.Suite.Name}", $"Sed.Exchange: one letter there and back   suite {options.Suite.Name}");
        tell.Fact($"всё лежит в {region.Folder}", $"everything lies in {region.Folder}");
        if (options.Blobs is { } blobs)
        {
            tell.Fact(
                $"контейнеры писем в учётной записи хранения: {blobs.ContainerOf("…")}, по одному на узел; удалите их, когда станут не нужны",
                $"letters' containers in the storage account: {blobs.ContainerOf("…")}, one for each node; delete them when they are no longer needed");
        }

        if (Folders) tell.Fact("установки обмениваются с узлами только папками: installations/…/Out, DocumentIn, ReportIn", "installations and nodes exchange folders only: installations/…/Out, DocumentIn, ReportIn");

        // 2. Three nodes as processes, each with the keys of its installations.
        var clients = new ClientMaker(region, options.Language, time);
        var keys = Folders ? null : await clients.AddAllAsync(cancel);
        await StartAsync(region, cancel);

        // 3. The steps.
        var (steps, sent, evidence) = await PlayStepsAsync(region, clients, keys, cancel);

        // 4. The nodes stop; from here on only their disks speak.
        tell.Title("Узлы остановлены, аудитор читает их диски", "The nodes are stopped, the auditor reads their disks");
        foreach (var stopped in await Task.WhenAll(_nodes.Select(async node => (node.Node.Id, Clean: await node.StopAsync()))))
        {
            if (!stopped.Clean) tell.Bad($"узел {stopped.Id} не завершился сам", $"node {stopped.Id} did not end by itself");
        }

        if (options.Sabotage != SabotageKind.None)
        {
            if (sent.Count == 0) throw new DemoException("There is no message to spoil: the first step failed.");
            await Sabotage.CommitAsync(options.Sabotage, region, sent[0].MessageId, tell, cancel);
        }

        var promises = await Auditor.AuditAsync(region, [.. _nodes.Select(node => node.Node)], _observations, tell.English, time.GetUtcNow(), cancel);
        PromiseTable.Write(tell, promises);
        var ok = steps.All(step => step.Ok) && promises.All(promise => promise is { Checks: > 0, Violations.Count: 0 });
        var took = time.GetElapsedTime(_began);
        tell.Line();
        if (ok) tell.Good($"всё сошлось за {tell.Seconds(took)}", $"everything holds, after {tell.Seconds(took)}");
        else tell.Bad($"не сошлось ({tell.Seconds(took)}): смотрите отмеченное выше", $"something does not hold ({tell.Seconds(took)}): see what is marked above");
        return new DemoDocument
        {
            Ok = ok,
            Suite = options.Suite.Name,
            Seconds = Math.Round(took.TotalSeconds, 1),
            Dir = region.Folder,
            Channel = options.Channel.ToString().ToLowerInvariant(),
            Blobs = options.Blobs is null ? BlobPlace.Files : BlobPlace.Azure,
            Sabotage = options.Sabotage.ToString().ToLowerInvariant(),
            Nodes = [.. _nodes.Select(node => new NodeLine(
                node.Node.Id, node.ProcessIds, node.Node.Api.GetLeftPart(UriPartial.Authority), node.Node.Console.GetLeftPart(UriPartial.Authority)))],
            Steps = steps,
            Messages = sent,
            Promises = promises,
            Evidence = evidence,
        };
    }

    /// <summary>Starts the nodes again, as they are, and leaves them up until cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        foreach (var node in _nodes) node.Start();
        await Task.WhenAll(_nodes.Select(node => node.WaitUntilReadyAsync(cancel)));
        tell.Title("Узлы снова работают; страницы с хронологией:", "The nodes are up again; pages with the timelines:");
        foreach (var node in _nodes) tell.Line($"     {node.Node.Id,-12} {node.Node.Console}");
        tell.Line();
        tell.Line("  " + tell.Pick("Остановить: Ctrl+C", "Stop: Ctrl+C"));
        var stopped = new TaskCompletionSource();
        await using var registration = cancel.Register(stopped.SetResult);
        await stopped.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));

    private bool Folders => options.Channel == DemoChannel.Folders;

    private async Task StartAsync(MadeRegion region, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        foreach (var made in region.Nodes.Where(node => node.Id != DemoRegion.ProvingNode))
        {
            var node = new NodeProcess(made, time);
            _nodes.Add(node);
            node.Start();
        }

        await Task.WhenAll(_nodes.Select(node => node.WaitUntilReadyAsync(cancel)));
        tell.Good(
            $"три узла запущены отдельными процессами за {tell.Seconds(time.GetElapsedTime(began))}",
            $"three nodes run as processes of their own, after {tell.Seconds(time.GetElapsedTime(began))}");
        foreach (var node in _nodes)
        {
            var mailboxes = string.Join(", ", region.Plan.Organisations.Where(row => row.Node == node.Node.Id).Select(row => row.ShortName));
            var way = node.Node.Plan.ThroughParentOnly ? tell.Pick($" (только через {node.Node.Plan.Parent})", $" (only through {node.Node.Plan.Parent})") : string.Empty;
            tell.Line($"     {node.Node.Id,-12} {tell.Pick("процесс", "process")} {node.ProcessIds[0],-8} {node.Node.Api}  {mailboxes}{way}");
        }
    }

    private async Task<(IReadOnlyList<StepLine> Steps, IReadOnlyList<MessageStatus> Sent, IReadOnlyList<EvidenceLine> Evidence)> PlayStepsAsync(
        MadeRegion region, ClientMaker clients, IReadOnlyDictionary<Guid, string>? keys, CancellationToken cancel)
    {
        Installation Play(PlannedOrganisation who) => keys is null
            ? new FolderInstallation(who, region.Node(who.Node), region.FoldersOf(who.Id), _observations, time)
            : new ApiInstallation(who, who.Node, clients.Connect(who, keys[who.Id]), region.FoldersOf(who.Id).Root, _observations, time);
        Signer Sign(PlannedOfficial who, int kindId) => new(who, region.KeyOf(who).Open(), kindId);
        NodeProcess Node(PlannedOrganisation who) => _nodes.Single(node => node.Node.Id == who.Node);

        await using var listener = await ProvingListener.StartAsync(region, time, cancel);
        using var proving = new ProvingPeer(region, _observations, time);
        using var government = Play(DemoRegion.Government);
        using var moscow = Play(DemoRegion.MoscowOffice);
        using var efremov = Play(DemoRegion.Efremov);
        using var lobanovskoe = Play(DemoRegion.Lobanovskoe);
        var officials = DemoRegion.OfficialsOf(DemoRegion.Government);
        var cast = new Cast
        {
            Region = region,
            TulaNode = Node(DemoRegion.Government),
            EfremovNode = Node(DemoRegion.Efremov),
            LobanovskoeNode = Node(DemoRegion.Lobanovskoe),
            Government = government,
            MoscowOffice = moscow,
            Efremov = efremov,
            Lobanovskoe = lobanovskoe,
            Proving = proving,
            ProvingReceipts = listener,
            Head = Sign(officials[0], 1),
            Deputy = Sign(officials[1], 3),
            Mayor = Sign(DemoRegion.OfficialsOf(DemoRegion.Efremov)[0], 1),
            Observations = _observations,
            Time = time,
        };

        // The order of the demo, once.
        var appeal = new AppealStep(cast);
        var registration = new RegistrationStep(cast, appeal);
        IReadOnlyList<IDemoStep> steps =
        [
            appeal,
            registration,
            new AnswerStep(cast, appeal, registration),
            new DamagedStep(cast),
            new BrokenSignatureStep(cast),
            new KillStep(cast),
        ];
        var (lines, sent) = await PlayInOrderAsync(steps, cancel);

        tell.Title("Хронология", "Timelines");
        var statuses = new List<MessageStatus>();
        foreach (var message in sent)
        {
            var status = await message.Asked.GetStatusAsync(message.Id, cancel);
            statuses.Add(status);
            TimelineTable.Write(tell, status);
        }

        IReadOnlyList<EvidenceLine> evidence = sent.Count == 0 ? [] : [await new EvidenceFile(region, tell).SaveAsync(sent[0], cancel)];
        return (lines, statuses, evidence);
    }

    private async Task<(IReadOnlyList<StepLine> Lines, IReadOnlyList<SentMessage> Sent)> PlayInOrderAsync(
        IReadOnlyList<IDemoStep> steps, CancellationToken cancel)
    {
        var lines = new List<StepLine>();
        var sent = new List<SentMessage>();
        foreach (var step in steps)
        {
            if (lines.Any(line => !line.Ok))
            {
                // Later steps stand on earlier ones.
                lines.Add(new StepLine(step.Id, false, 0, [], tell.Pick("не сыграно: прежний шаг не удался", "not played: an earlier step failed")));
                continue;
            }

            tell.Title($"{lines.Count + 1}/{steps.Count} {step.Id}: {step.Title(tell)}", $"{lines.Count + 1}/{steps.Count} {step.Id}: {step.Title(tell)}");
            var began = time.GetTimestamp();
            var messages = new List<SentMessage>();
            try
            {
                await step.RunAsync(tell, messages.Add, cancel);
                lines.Add(Line(step, began, messages, null));
            }
            catch (Exception failure) when (failure is DemoException or ExchangeProblemException or ExchangeConnectionException or TimeoutException)
            {
                tell.Bad(failure.Message, failure.Message);
                lines.Add(Line(step, began, messages, failure.Message));
            }

            sent.AddRange(messages);
        }

        return (lines, sent);
    }

    private StepLine Line(IDemoStep step, long began, IReadOnlyList<SentMessage> sent, string? error) => new(
        step.Id, error is null, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1), [.. sent.Select(message => message.Id)], error);
}
