using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sed.Exchange.Client.Wire;

namespace Sed.Exchange.Client;

/// <summary>
/// What an installation's programmer uses to push and pull. A whole day of exchange is ten lines:
/// <code>
/// using var node = new ExchangeClient(new ExchangeClientOptions
/// {
///     Address = new Uri("https://gate.efremov.example:8444"), ApiKey = key, AuthorityFile = "region-ca.pem",
/// });
///
/// var sent = await node.SubmitAsync(OutboundFile.FromFolder("out/2026-11-23/appeal-17"));    // durable from here on
///
/// foreach (var item in await node.LeaseAsync())                                             // what waits for us
/// {
///     if (registry.Find(item.Key) is not { } entry)                                         // new once, redelivered perhaps
///     {
///         var card = await node.DownloadCardAsync(item, registry.FolderFor(item.Key));
///         entry = registry.Register(item.Key, card);                                        // nothing is typed again
///     }
///
///     if (item.Kind == "document") await node.ReportAsync(item.DeliveryId, RegistrationReport.Registered(entry.Number, entry.Date));
///     await node.CollectAsync(item);                                                        // the sender gets a signed receipt
/// }
/// </code>
/// <para>Errors come in two kinds. <see cref="ExchangeProblemException"/>: the node said no, with a code, a cause and a remedy.
/// <see cref="ExchangeConnectionException"/>: no answer came. Calls that do the same when made twice are repeated by the client
/// (<see cref="ExchangeClientOptions.Attempts"/>); the others say so in their description.</para>
/// <para>Order matters in one place: register durably first, collect afterwards. A crash in between redelivers the message, marked
/// <see cref="InboxItem.PerhapsSeen"/>, with the same <see cref="InboxItem.Key"/>; the other order would lose it. What is reported about it is told each
/// time: the node knows it again when number and date are the same, and the crash may have been before it.</para>
/// <para>A letter is known by its <see cref="InboxItem.Key"/>, never by its <see cref="InboxItem.MessageId"/> alone: whoever sends chooses the id, and may
/// choose one that another sender's letter has.</para>
/// <para>One client may be used by many threads at once and should live as long as the installation: it keeps its connections.</para>
/// </summary>
public sealed class ExchangeClient : IDisposable
{
    private readonly Caller _caller;
    private readonly HandingIn _handingIn;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    public ExchangeClient(ExchangeClientOptions options)
        : this(options, null)
    {
    }

    /// <summary>Creates a client over a handler of your own (a proxy, a test); trust and client certificate are then the handler's business.</summary>
    public ExchangeClient(ExchangeClientOptions options, HttpMessageHandler? handler)
    {
        _caller = new Caller(options, handler);
        _handingIn = new HandingIn(_caller, options.ResumableFrom);
    }

    // ------------------------------------------------------------------ push

    /// <summary>
    /// Hands a package in: all recipients or none. When the task completes the package is sealed, verified and durable, and every
    /// recipient has an Accepted receipt. Repeated safely: the node knows the package again by its key. A large one
    /// (<see cref="ExchangeClientOptions.ResumableFrom"/>) goes in pieces, and a smaller one after a try that the line did not carry: after a cut, or after
    /// a new start of this program, only what is missing is sent.
    /// </summary>
    /// <exception cref="ExchangeProblemException">
    /// The node says no; <see cref="ExchangeProblemException.Code"/> says why. Not taken, and nothing was stored, when what it says is of the package and not
    /// <see cref="ExchangeProblemException.IsTemporary">temporary</see>. Of anything else, every status from 500 on too, it may have been taken all the
    /// same: hand the same in again, and the node says.
    /// </exception>
    /// <exception cref="ExchangeConnectionException">No answer came: it may have been taken. Hand the same in again, and the node says.</exception>
    public Task<Submitted> SubmitAsync(IReadOnlyList<OutboundFile> files, SubmitOptions? options = null, CancellationToken cancel = default)
    {
        var length = files.Sum(file => file.Length);
        var path = "api/v1/packages" + QueryOf(options);
        Func<Upload>? upload = length < PackageZip.Largest ? () => new Upload(_caller, new PackageZip(files), options?.IdempotencyKey) : null;
        return _handingIn.SendAsync(
            length,
            () => Keyed(new HttpRequestMessage(HttpMethod.Post, path) { Content = PackageContent.Create(files) }, options),
            () => Keyed(Post(path)(), options),
            upload,
            cancel);
    }

    /// <summary>Says what <see cref="SubmitAsync"/> would say; nothing is stored. A refusal is a value here, not an exception.</summary>
    public Task<CheckResult> CheckAsync(IReadOnlyList<OutboundFile> files, SubmitOptions? options = null, CancellationToken cancel = default) =>
        _caller.AskAsync<CheckResult>(
            () => new HttpRequestMessage(HttpMethod.Post, "api/v1/packages/check" + QueryOf(options)) { Content = PackageContent.Create(files) },
            Repeatable.Yes,
            cancel);

    /// <summary>
    /// Hands in a container that you sealed yourself with your own seal. Repeated safely: its digest is its identity. It goes in pieces when a package would.
    /// </summary>
    /// <inheritdoc cref="SubmitAsync"/>
    public Task<Submitted> SubmitContainerAsync(OutboundFile container, string? clientReference = null, CancellationToken cancel = default)
    {
        var path = "api/v1/containers" + Query.Of(("clientReference", clientReference));
        return _handingIn.SendAsync(
            container.Length,
            () =>
            {
                var content = new StreamContent(container.Open());
                content.Headers.ContentLength = container.Length;
                content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip");
                return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            },
            Post(path),
            () => new Upload(_caller, new FileSource(container)),
            cancel);
    }

    // ------------------------------------------------------------------ pull

    /// <summary>What waits, oldest first, without taking it. Waits up to <paramref name="wait"/> for the first one (long poll).</summary>
    public async Task<IReadOnlyList<InboxItem>> ListAsync(
        Guid? organisation = null, TimeSpan wait = default, int max = 50, CancellationToken cancel = default)
    {
        var query = Query.Of(("organisation", Text(organisation)), ("wait", Text((long)wait.TotalSeconds)), ("max", Text(max)));
        var page = await _caller.AskAsync<ItemPage<InboxItem>>(Get("api/v1/inbox" + query), Repeatable.Yes, cancel, wait).ConfigureAwait(false);
        return page.Items;
    }

    /// <summary>
    /// Leases what waits to you, oldest first: for a while nobody else is given it. Made once: when its answer is lost, the leases run out by
    /// themselves and the messages wait again, marked perhaps seen. When more waits than is given, your organisations take turns.
    /// </summary>
    /// <param name="organisation">Only mail of this one; null: of all you speak for.</param>
    /// <param name="max">Messages at most, 1 to 500.</param>
    /// <param name="bytes">Octets of their containers together at most, but one message at least; null: what the node allows.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<InboxItem>> LeaseAsync(
        Guid? organisation = null, int max = 50, long? bytes = null, CancellationToken cancel = default)
    {
        var query = Query.Of(("organisation", Text(organisation)), ("max", Text(max)), ("bytes", bytes?.ToString(CultureInfo.InvariantCulture)));
        var page = await _caller.AskAsync<ItemPage<InboxItem>>(Post("api/v1/inbox/lease" + query), Repeatable.No, cancel).ConfigureAwait(false);
        return page.Items;
    }

    /// <summary>One delivery of yours in any state, with its files.</summary>
    public Task<InboxItem> GetItemAsync(Guid deliveryId, CancellationToken cancel = default) =>
        _caller.AskAsync<InboxItem>(Get($"api/v1/inbox/{deliveryId}"), Repeatable.Yes, cancel, Caller.Verifying);

    /// <summary>
    /// Writes the package's files into a folder, byte for byte, and returns their paths in the package's order.
    /// Sizes are checked, and digests where they are SHA-256; the seal and every other digest were verified by the node. A connection that is cut goes
    /// on where it was. When it returns, the files are on the disk and not only in the memory of the system; a file that bears its name is whole.
    /// A name that a disk cannot have, or would take for that of another file of the package, becomes <c>f0003.pdf</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">A name would leave the folder, or the octets are not those announced.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(Guid deliveryId, string folder, CancellationToken cancel = default)
    {
        var item = await GetItemAsync(deliveryId, cancel).ConfigureAwait(false);

        // Before the first octet the node verifies the whole container again.
        var extra = Caller.TransferTime(item.Files.Sum(file => file.Size));
        return await InboundFolder.WriteAsync(
            folder, item, file => new Download(_caller, $"api/v1/inbox/{deliveryId}/files/{Text(file.Index)}", extra), cancel).ConfigureAwait(false);
    }

    /// <summary>The same of a leased message, whose lease is renewed while it lasts. A lease that is lost all the same ends nothing: whoever held it may still collect.</summary>
    /// <inheritdoc cref="DownloadAsync(Guid, string, CancellationToken)"/>
    public Task<IReadOnlyList<string>> DownloadAsync(InboxItem item, string folder, CancellationToken cancel = default) =>
        HoldingAsync(item, () => DownloadAsync(item.DeliveryId, folder, cancel), cancel);

    /// <summary>
    /// Writes the signed container as it travelled into a new file. A connection that is cut goes on where it was. Its length is checked, and its digest
    /// where it is SHA-256; the file has its name when it is whole and on the disk, until then one that ends in <c>.part</c>.
    /// </summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">The octets are not those announced.</exception>
    public async Task DownloadContainerAsync(Guid deliveryId, string path, CancellationToken cancel = default)
    {
        if (Path.Exists(path)) throw new IOException($"{path} exists.");
        var item = await GetItemAsync(deliveryId, cancel).ConfigureAwait(false);
        var download = new Download(_caller, $"api/v1/inbox/{deliveryId}/container", Caller.TransferTime(item.Files.Sum(file => file.Size)));
        await InboundContainer.WriteAsync(path, item, download, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens one file of a package. The caller disposes the stream, whose reads end with <see cref="ExchangeConnectionException"/> when the line does.
    /// </summary>
    public Task<Stream> OpenFileAsync(Guid deliveryId, int index, CancellationToken cancel = default) =>
        OpenAsync($"api/v1/inbox/{deliveryId}/files/{Text(index)}", Caller.Verifying, cancel);

    /// <summary>Opens the package as one flat ZIP. The caller disposes the stream.</summary>
    public Task<Stream> OpenPackageAsync(Guid deliveryId, CancellationToken cancel = default) => OpenAsync($"api/v1/inbox/{deliveryId}/package", 2 * Caller.Verifying, cancel);

    /// <summary>Opens the signed container as it travelled: what proves the sender. The caller disposes the stream.</summary>
    public Task<Stream> OpenContainerAsync(Guid deliveryId, CancellationToken cancel = default) =>
        OpenAsync($"api/v1/inbox/{deliveryId}/container", Caller.Verifying, cancel);

    /// <summary>What the node found about seal and officials' signatures: the document <c>sedx-verdict/1</c>.</summary>
    public Task<JsonElement> GetVerdictAsync(Guid deliveryId, CancellationToken cancel = default) =>
        _caller.AskAsync<JsonElement>(Get($"api/v1/inbox/{deliveryId}/verdict"), Repeatable.Yes, cancel, Caller.Verifying);

    /// <summary>
    /// The registration card: of a document everything its passport says, with files, verdicts about their signatures, tasks and the reports owed; of a
    /// report what was said about which of your messages. A registry fills its form from it without anybody typing.
    /// </summary>
    public Task<RegistrationCard> GetCardAsync(Guid deliveryId, CancellationToken cancel = default) =>
        _caller.AskAsync<RegistrationCard>(Get($"api/v1/inbox/{deliveryId}/card"), Repeatable.Yes, cancel, Caller.Verifying);

    /// <summary>The same as the JSON document <c>sedx-card/1</c>, with what the passport holds of unknown namespaces.</summary>
    public Task<JsonElement> GetCardJsonAsync(Guid deliveryId, CancellationToken cancel = default) =>
        _caller.AskAsync<JsonElement>(Get($"api/v1/inbox/{deliveryId}/card"), Repeatable.Yes, cancel, Caller.Verifying);

    /// <summary>
    /// Writes the package's files into a folder as <see cref="DownloadAsync(Guid, string, CancellationToken)"/> does and returns the card that says which
    /// file lies where: all a registry needs, in one call.
    /// </summary>
    /// <exception cref="InvalidDataException">A name would leave the folder, or the octets are not those announced.</exception>
    public async Task<RegistrationCard> DownloadCardAsync(Guid deliveryId, string folder, CancellationToken cancel = default)
    {
        var paths = await DownloadAsync(deliveryId, folder, cancel).ConfigureAwait(false);
        return (await GetCardAsync(deliveryId, cancel).ConfigureAwait(false)).WithPaths(paths);
    }

    /// <summary>The same of a leased message, whose lease is renewed while it lasts: a gigabyte may take longer than the five minutes of a lease.</summary>
    /// <inheritdoc cref="DownloadCardAsync(Guid, string, CancellationToken)"/>
    public Task<RegistrationCard> DownloadCardAsync(InboxItem item, string folder, CancellationToken cancel = default) =>
        HoldingAsync(item, () => DownloadCardAsync(item.DeliveryId, folder, cancel), cancel);

    /// <summary>
    /// Holds a leased message longer, while your work on it goes on; call it before <see cref="InboxItem.LeasedUntil"/>. <see cref="ExchangeProblem.Code"/>
    /// <c>lease-expired</c>: it ran out, and somebody else may have the message now.
    /// </summary>
    public Task<Renewal> RenewAsync(InboxItem item, CancellationToken cancel = default) =>
        _caller.AskAsync<Renewal>(Post($"api/v1/inbox/{item.DeliveryId}/renew", new { leaseId = LeaseOf(item) }), Repeatable.Yes, cancel);

    /// <summary>Confirms that the message is yours now; the sender gets a signed Collected receipt. Call it after registering durably.</summary>
    public Task<Settlement> CollectAsync(InboxItem item, CancellationToken cancel = default) => CollectAsync(item.DeliveryId, LeaseOf(item), cancel);

    /// <inheritdoc cref="CollectAsync(InboxItem, CancellationToken)"/>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="leaseId">The lease under which you have it, or had it.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<Settlement> CollectAsync(Guid deliveryId, Guid leaseId, CancellationToken cancel = default) =>
        _caller.AskAsync<Settlement>(Post($"api/v1/inbox/{deliveryId}/collect", new { leaseId }), Repeatable.Yes, cancel);

    /// <summary>Refuses the message with one of <see cref="DeclineReason"/>; the sender gets a signed Declined receipt.</summary>
    public Task<Settlement> DeclineAsync(InboxItem item, string reason, CancellationToken cancel = default) => DeclineAsync(item.DeliveryId, LeaseOf(item), reason, cancel);

    /// <inheritdoc cref="DeclineAsync(InboxItem, string, CancellationToken)"/>
    /// <param name="deliveryId">The delivery.</param>
    /// <param name="leaseId">The lease under which you have it, or had it.</param>
    /// <param name="reason">One of <see cref="DeclineReason"/>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<Settlement> DeclineAsync(Guid deliveryId, Guid leaseId, string reason, CancellationToken cancel = default) =>
        _caller.AskAsync<Settlement>(Post($"api/v1/inbox/{deliveryId}/decline", new { leaseId, reason }), Repeatable.Yes, cancel);

    /// <summary>
    /// Reports what became of a document in your registry; the node writes the <c>Report.xml</c>, seals it and sends it to the author.
    /// Repeated safely. Unless you give a key, reception, registration and refusal are known by delivery and event, and everything else by
    /// delivery, event and content: of those there may be many.
    /// </summary>
    /// <param name="deliveryId">The document in your mailbox.</param>
    /// <param name="report">What became of it.</param>
    /// <param name="idempotencyKey">Your own key, at most 200 characters.</param>
    /// <param name="files">Files that travel with a consideration, an execution or an answer; a signature is named as its file with <c>.sig</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="ExchangeProblemException"><c>report-invalid</c>: the findings name every fault with its place.</exception>
    public Task<Submitted> ReportAsync(
        Guid deliveryId, DocumentReport report, string? idempotencyKey = null, IReadOnlyList<OutboundFile>? files = null, CancellationToken cancel = default) =>
        ReportAsync(deliveryId, (object)report, idempotencyKey, files, cancel);

    /// <summary>The same with a report that is JSON already, in the shape the API describes for its event.</summary>
    /// <inheritdoc cref="ReportAsync(Guid, DocumentReport, string?, IReadOnlyList{OutboundFile}?, CancellationToken)"/>
    public Task<Submitted> ReportAsync(
        Guid deliveryId, JsonElement report, string? idempotencyKey = null, IReadOnlyList<OutboundFile>? files = null, CancellationToken cancel = default) =>
        ReportAsync(deliveryId, (object)report, idempotencyKey, files, cancel);

    // ------------------------------------------------------------------ ask

    /// <summary>A message with its deliveries and timelines.</summary>
    public Task<MessageStatus> GetStatusAsync(Guid messageId, CancellationToken cancel = default) =>
        _caller.AskAsync<MessageStatus>(Get($"api/v1/messages/{messageId}"), Repeatable.Yes, cancel);

    /// <summary>
    /// Execution control: tasks that travel with documents, who must do them by when, what was reported and what is overdue; by deadline.
    /// </summary>
    /// <param name="filter">Which; null: every open task of your organisations.</param>
    /// <param name="after"><see cref="ControlPage.Next"/> of the page before; null: from the beginning.</param>
    /// <param name="max">How many at most, 1 to 500.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<ControlPage> GetControlAsync(ControlFilter? filter = null, string? after = null, int max = 100, CancellationToken cancel = default) =>
        _caller.AskAsync<ControlPage>(
            Get("api/v1/control" + Query.Of(
                ("organisation", filter?.Organisation?.ToString()),
                ("executor", filter?.Executor?.ToString()),
                ("message", filter?.MessageId?.ToString()),
                ("overdue", filter?.OverdueOnly == true ? "true" : null),
                ("all", filter?.WithDone == true ? "true" : null),
                ("dueBefore", filter?.DueBefore?.ToString("O", CultureInfo.InvariantCulture)),
                ("after", after),
                ("max", Text(max)))),
            Repeatable.Yes,
            cancel);

    /// <summary>Messages with your own reference, newest first.</summary>
    public async Task<IReadOnlyList<MessageStatus>> FindAsync(string clientReference, CancellationToken cancel = default)
    {
        var query = Query.Of(("clientReference", clientReference));
        var page = await _caller.AskAsync<ItemPage<MessageStatus>>(Get("api/v1/messages" + query), Repeatable.Yes, cancel).ConfigureAwait(false);
        return page.Items;
    }

    /// <summary>A receipt as its issuer signed it: an ASiC-S file that <c>sedx verify</c>, openssl and xmlsec1 check.</summary>
    public Task<byte[]> GetReceiptAsync(Guid messageId, Guid receiptId, CancellationToken cancel = default) =>
        _caller.ReadAsync(Get($"api/v1/messages/{messageId}/receipts/{receiptId}"), cancel);

    /// <summary>Opens the evidence file: one ZIP that proves the deliveries of a message offline. The caller disposes the stream.</summary>
    public Task<Stream> OpenEvidenceAsync(Guid messageId, CancellationToken cancel = default) => OpenAsync($"api/v1/messages/{messageId}/evidence", 2 * Caller.Verifying, cancel);

    /// <summary>
    /// The feed after a cursor (null: from its beginning). Store <see cref="EventPage.Next"/> with what you did about the items, and no event is
    /// ever missed or handled twice.
    /// </summary>
    /// <exception cref="ExchangeProblemException">
    /// <c>cursor-expired</c>: the node was restored from a backup; go on from <see cref="ExchangeProblem.Restart"/>.
    /// </exception>
    public Task<EventPage> GetEventsAsync(string? after = null, int max = 100, CancellationToken cancel = default) =>
        _caller.AskAsync<EventPage>(Get("api/v1/events" + Query.Of(("after", after), ("max", Text(max)))), Repeatable.Yes, cancel);

    /// <summary>Organisations whose name or index contains the query: whom mail can be addressed to.</summary>
    public Task<DirectoryPage> SearchDirectoryAsync(string? query = null, CancellationToken cancel = default) =>
        _caller.AskAsync<DirectoryPage>(Get("api/v1/directory" + Query.Of(("query", query))), Repeatable.Yes, cancel);

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private Task<Submitted> ReportAsync(Guid deliveryId, object report, string? idempotencyKey, IReadOnlyList<OutboundFile>? files, CancellationToken cancel)
    {
        var path = $"api/v1/inbox/{deliveryId}/reports";
        var options = new SubmitOptions { IdempotencyKey = idempotencyKey };
        return _caller.AskAsync<Submitted>(
            () =>
            {
                var request = Post(path, report)();
                if (files is { Count: > 0 })
                {
                    var multipart = PackageContent.Create(files);
                    multipart.Add(request.Content!, "\"report\"");
                    request.Content = multipart;
                }

                return Keyed(request, options);
            },
            Repeatable.Yes,
            cancel);
    }

    private Task<T> HoldingAsync<T>(InboxItem item, Func<Task<T>> work, CancellationToken cancel) =>
        LeaseKeeping.WhileAsync(item.LeasedUntil, token => RenewAsync(item, token), work, _caller.Time, cancel);

    // Before the first octet the node verifies the whole container.
    private async Task<Stream> OpenAsync(string path, TimeSpan work, CancellationToken cancel)
    {
        var response = await _caller.SendAsync(Get(path), Repeatable.Yes, work, cancel).ConfigureAwait(false);
        return await _caller.BodyOfAsync(response, cancel).ConfigureAwait(false);
    }

    private static Func<HttpRequestMessage> Get(string path) => () => new HttpRequestMessage(HttpMethod.Get, path);

    private static Func<HttpRequestMessage> Post(string path, object? body = null) => () => new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options),
    };

    private static HttpRequestMessage Keyed(HttpRequestMessage request, SubmitOptions? options)
    {
        if (options?.IdempotencyKey is { } key) request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private static string QueryOf(SubmitOptions? options) => Query.Of(
        ("clientReference", options?.ClientReference),
        ("deliverBy", options?.DeliverBy?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        ("inReplyTo", Text(options?.InReplyTo)),
        ("priority", Text(options?.Priority)));

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    private static Guid LeaseOf(InboxItem item) =>
        item.LeaseId ?? throw new ArgumentException("The item carries no lease: take it from LeaseAsync, not from ListAsync.", nameof(item));
}
