using System.Globalization;
using System.Xml;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Downloads;
using Sed.Exchange.Node.Api.Problems;
using Sed.Exchange.Node.Api.Reports.Requests;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Writes reports about documents of a mailbox and hands them to admission like any other package. A report told twice must be the same
/// octets, or admission would see a conflict: its ids come from the key, and its time, when it was told before, from the report sent then.
/// </summary>
public sealed class ReportDesk(
    Gateway gateway, IJournal journal, IBlobStore blobs, DownloadDesk downloads, HeavyWork work, NodeConfiguration configuration, TimeProvider time)
{
    /// <summary>Writes and submits a report.</summary>
    /// <param name="client">Who says it.</param>
    /// <param name="deliveryId">The document.</param>
    /// <param name="handed">What it says.</param>
    /// <param name="idempotencyKey">The client's own key; null: see <see cref="ReportKey"/>.</param>
    /// <param name="cancel">Stops the work before the commit.</param>
    public async Task<AdmissionResult> SendAsync(ApiClient client, Guid deliveryId, ReportHanded handed, string? idempotencyKey, CancellationToken cancel)
    {
        // 1. The document reported about.
        var (subject, problem) = await FindSubjectAsync(client, deliveryId, cancel);
        if (subject is null) return new AdmissionResult.NotTaken(problem!);

        // 2. What the request says, everything wrong with it at once.
        var faults = new ReportFaults();
        var request = ReportShape.Read(handed.Request, faults);
        var sent = request is AnswerRequest { MessageId: { } id } ? await FindAnswerAsync(client, subject.Reporter.Id, id, cancel) : null;
        if (request is not null) ReportRules.Check(request, handed.Files, subject, sent, time.GetUtcNow(), faults);
        if (request is null || faults.Refusing.Count > 0)
        {
            return new AdmissionResult.NotTaken(new Problem(HttpProblemCodes.ReportInvalid, $"{request?.Event ?? "report"}: {faults.Refusing.Count} faults")
            {
                Findings = faults.Refusing,
            });
        }

        // 3. The report, the same as before when it was told before.
        var reporter = subject.Reporter.Id;
        var key = idempotencyKey ?? ReportKey.Of(deliveryId, request, handed.Files);
        var at = await FindEarlierTimeAsync(client, reporter, key, cancel) ?? WholeSeconds(time.GetUtcNow());
        var result = await SubmitAsync(at);

        // Told twice at once: the other was faster, and its time is the one.
        if (result is AdmissionResult.NotTaken { Problem.Code: ProblemCodes.IdempotencyConflict } && await FindEarlierTimeAsync(client, reporter, key, cancel) is { } first && first != at)
            result = await SubmitAsync(first);
        return result is AdmissionResult.Accepted accepted ? accepted with { Findings = [.. faults.Remarks, .. accepted.Findings] } : result;

        // 4. The same door as everybody's.
        async Task<AdmissionResult> SubmitAsync(DateTimeOffset told)
        {
            byte[] octets;
            try
            {
                octets = Write(request, handed.Files, subject, sent, told, key);
            }
            catch (Exception unwritable) when (unwritable is ArgumentException or XmlException)
            {
                // What the document's passport says can be read and yet not be said again, as when it becomes too large.
                return new AdmissionResult.NotTaken(new Problem(HttpProblemCodes.ReportInvalid, $"{request.Event}: no passport can say it"));
            }

            // Taken here and nowhere around: what is read above takes its own turn, and a client has one at a time.
            using var turn = await work.EnterAsync(client.Id, handed.Files.Sum(file => file.Length), patience: null, cancel);
            return await gateway.Admission.SubmitAsync(
                new Submission
                {
                    Organisations = [reporter],
                    Client = client.Id,
                    Files = [new PackageFile(SevReport.FileName, octets.Length, () => new MemoryStream(octets, writable: false)), .. handed.Files],
                    IdempotencyKey = key,
                    InReplyTo = subject.Item.Delivery.MessageId,
                },
                cancel);
        }
    }

    private static byte[] Write(
        ReportRequest request, IReadOnlyList<PackageFile> files, ReportSubject subject, SentAnswer? sent, DateTimeOffset at, string key)
    {
        var reporter = subject.Reporter.Id;
        var sender = new SevSender { Contact = subject.Contacts.Reporter, Edms = SevReports.Product };
        var basis = new SevReportBasis(ReportKey.Id(reporter, key), at, sender);
        var layout = ReportFiles.Of(files, name => ReportKey.Id(reporter, key, $"file\n{name}"));
        var report = new ReportWriting(subject, basis, layout, part => ReportKey.Id(reporter, key, part)).Write(request, sent);
        return SevWriter.Write(report, new SevWriterOptions { Generation = GenerationOf(subject.Passport.Header.Sender.Edms) });
    }

    // What the document's own system reads: its version stands in the document (§9 of the facts).
    private static SevGeneration GenerationOf(SevEdms edms) =>
        int.TryParse(edms.Version?.Trim().Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < 18
            ? SevGeneration.V12
            : SevGeneration.V18;

    private async Task<(ReportSubject? Subject, Problem? Problem)> FindSubjectAsync(ApiClient client, Guid deliveryId, CancellationToken cancel)
    {
        if (await gateway.Mailbox.FindAsync(client.Organisations, deliveryId, cancel) is not { } item) return (null, new Problem(ProblemCodes.NotFound));
        if (item.Container.Remains != Remains.Everything) return (null, new Problem(ProblemCodes.ContentPurged));
        if (await ReadDocumentAsync(client, item, cancel) is not { } passport) return (null, new Problem(ProblemCodes.NotFound, "not a document"));
        var directory = gateway.Directory.Current;
        var asked = await AskedReports.FindAsync(journal, item, time.GetUtcNow(), cancel);
        DateTimeOffset? until = asked.Count == 0 ? null : asked[0].Until;
        return directory.FindOrganisation(item.Delivery.Recipient) is { } reporter
            ? (new ReportSubject(item, passport, reporter, new ReportContacts(directory, reporter), until), null)
            : (null, new Problem(ProblemCodes.SenderUnknown, item.Delivery.Recipient.ToString()));
    }

    // Who reports about a document has mostly just fetched it.
    private async Task<SevDocInfo?> ReadDocumentAsync(ApiClient client, MailboxItem item, CancellationToken cancel)
    {
        await using var loan = await downloads.OpenAsync(client, item, cancel);
        var passport = loan is null ? null : StoredPassport.Read(loan.Content.Container)?.DocInfo;
        loan?.Return();
        return passport;
    }

    // Of the reporter's own documents; whether others have one with this id is not said.
    private async Task<SentAnswer?> FindAnswerAsync(ApiClient client, Guid reporter, Guid messageId, CancellationToken cancel) =>
        await gateway.Admission.FindAcceptedAsync([reporter], messageId, cancel) is { } accepted
        && (await ReadPassportAsync(client, accepted.Container, cancel))?.DocInfo is { } passport
            ? new SentAnswer(passport.FindMainDocument(), accepted.Container.SentAt)
            : null;

    private async Task<DateTimeOffset?> FindEarlierTimeAsync(ApiClient client, Guid sender, string key, CancellationToken cancel)
    {
        var earlier = await journal.ReadAsync(
            reader => reader.FindIdempotency(sender, key) is { } row ? reader.ContainersOf(row.MessageId).FirstOrDefault(container => container.Sender == sender) : null,
            cancel);
        return earlier is not null && (await ReadPassportAsync(client, earlier, cancel))?.Report is { Header.Time: { Offset: { } offset } clock }
            ? new DateTimeOffset(clock.Clock, offset)
            : null;
    }

    private async Task<SevReading?> ReadPassportAsync(ApiClient client, ContainerRow container, CancellationToken cancel)
    {
        if (container.Remains != Remains.Everything) return null;
        using var turn = await work.EnterAsync(client.Id, container.Length, HeavyWork.Patience, cancel);
        await using var octets = await blobs.OpenAsync(container.Blob, cancel);
        var opened = ContainerFile.Open(octets, configuration.ContainerLimits, gateway.Directory.Current, time.GetUtcNow(), cancel);
        return opened.Envelope is null ? null : StoredPassport.Read(opened);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()).ToOffset(SevTime.UsualZone);
}
