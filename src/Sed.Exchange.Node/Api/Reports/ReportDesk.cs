using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Directories;
using Sed.Exchange.Delivery;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Delivery.Doors;
using Sed.Exchange.Delivery.Journal;
using Sed.Exchange.Node.Api.Access;
using Sed.Exchange.Node.Api.Documents;
using Sed.Exchange.Packages;
using Sed.Exchange.Packages.Sev;

namespace Sed.Exchange.Node.Api.Reports;

/// <summary>
/// Writes reports about documents of a mailbox and hands them to admission like any other package. A report told twice must be the same
/// octets, or admission would see a conflict: its id comes from the key, and its time, when it was told before, from the report sent then.
/// </summary>
public sealed class ReportDesk(Gateway gateway, IJournal journal, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Event: registered under a number and date.</summary>
    public const string Registered = "Registered";

    /// <summary>Event: registration refused with a reason.</summary>
    public const string Refused = "RegistrationRefused";

    /// <summary>Writes and submits a report.</summary>
    public async Task<AdmissionResult> SendAsync(ApiClient client, Guid deliveryId, ReportRequest request, string? idempotencyKey, CancellationToken cancel)
    {
        // 1. The document reported about.
        MailboxItem item;
        SevDocInfo? passport;
        if (await gateway.Mailbox.FindAsync(client.Organisations, deliveryId, cancel) is not { } found
            || await gateway.Mailbox.OpenAsync(client.Organisations, deliveryId, cancel) is not { } content)
        {
            return new AdmissionResult.NotTaken(new Problem(ProblemCodes.NotFound));
        }

        await using (content)
        {
            item = found;
            passport = StoredPassport.Read(content.Container)?.DocInfo;
        }

        if (passport is null) return new AdmissionResult.NotTaken(new Problem(ProblemCodes.NotFound, "not a document"));
        if (gateway.Directory.Current.FindOrganisation(item.Delivery.Recipient) is not { } reporter)
        {
            return new AdmissionResult.NotTaken(new Problem(ProblemCodes.SenderUnknown, item.Delivery.Recipient.ToString()));
        }

        // 2. The report, the same as before when it was told before.
        var key = idempotencyKey ?? $"report/{deliveryId}/{request.Event}";
        var at = await FindEarlierTimeAsync(reporter.Id, key, cancel) ?? WholeSeconds(time.GetUtcNow());
        var report = Write(passport, reporter, request, new SevReportBasis(IdOf(reporter.Id, key), at, SenderOf(reporter)));
        var octets = SevWriter.Write(report);

        // 3. The same door as everybody's.
        return await gateway.Admission.SubmitAsync(
            new Submission
            {
                Organisations = [reporter.Id],
                Client = client.Id,
                Files = [new PackageFile(SevReport.FileName, octets.Length, () => new MemoryStream(octets, writable: false))],
                IdempotencyKey = key,
                InReplyTo = item.Delivery.MessageId,
            },
            cancel);
    }

    private static SevReport Write(SevDocInfo passport, Organisation reporter, ReportRequest request, SevReportBasis basis) => request.Event == Registered
        ? SevReports.Registration(passport, basis, new SevRegisteredNumber { Number = request.Number!, Date = request.Date!.Value }, basis.Time)
        : SevReports.Failure(passport, basis, SevRefusal.Because(request.Reason!));

    private static SevSender SenderOf(Organisation reporter) => new()
    {
        Contact = new SevContact
        {
            Organization = new SevOrganization
            {
                Uid = reporter.SevIndexes.Count > 0 ? reporter.SevIndexes[0] : SevIndex.Text(reporter.Id),
                ShortName = reporter.ShortName ?? reporter.Name,
                FullName = reporter.Name,
                Inn = reporter.Inn,
            },
        },
        Edms = new SevEdms { Uid = ProductId, Name = "Sed.Exchange" },
    };

    // A constant of this product, as every product of СЭВ has one.
    private const string ProductId = "5ed00e8c-4a6e-4e0b-9f0e-3b1d5c1f7a10";

    private async Task<DateTimeOffset?> FindEarlierTimeAsync(Guid sender, string key, CancellationToken cancel)
    {
        var earlier = await journal.ReadAsync(
            reader => reader.FindIdempotency(sender, key) is { } row ? reader.ContainersOf(row.MessageId).FirstOrDefault(container => container.Sender == sender) : null,
            cancel);
        if (earlier is null) return null;
        await using var octets = await blobs.OpenAsync(earlier.Blob, cancel);
        var opened = ContainerFile.Open(octets, ContainerLimits.Default, gateway.Directory.Current, time.GetUtcNow(), cancel);
        return opened.Envelope is not null && StoredPassport.Read(opened)?.Report is { Header.Time: { Offset: { } offset } clock }
            ? new DateTimeOffset(clock.Clock, offset)
            : null;
    }

    // UUIDv8 (RFC 9562) of what makes the report one: whose, and under which key.
    private static Guid IdOf(Guid reporter, string key)
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes($"sedx-report\n{reporter}\n{key}"))[..16];
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return new Guid(octets, bigEndian: true);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
